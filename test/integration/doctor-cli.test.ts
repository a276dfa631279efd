import { spawn } from 'node:child_process';
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lockStore } from '../../electron/store/lock.ts';
import { wecomAccount } from '../support/accounts.ts';
import { accountSecrets, type DoctorBench, startDoctorBench } from '../support/doctor-bench.ts';
import { fakeCloudflared, fakeProgram } from '../support/fake-cloudflared.ts';
import { consoleToken, startHeadless, temporaryFolder } from '../support/headless-gateway.ts';
import { isAlive } from '../support/process-alive.ts';
import { freePort } from '../support/sshd.ts';

const program = fileURLToPath(new URL('../../out/electron/doctor-cli.js', import.meta.url));
const folder = temporaryFolder();
const configFile = join(folder.dir, 'config.json');
let bench: DoctorBench;
/** All that it ever printed. */
let said = '';

beforeAll(async () => {
  const [listener, console] = [await freePort(), await freePort()];
  bench = await startDoctorBench(
    folder.dir,
    { stranger: { secret: 'a wrong secret' } },
    { listener: { port: listener }, console: { port: console, token: { env: 'WEIGUAN_CONSOLE_TOKEN' } } },
  );
});
afterAll(async () => {
  await bench.gateway.kill();
  await bench.simulator.close();
  folder.remove();
});

/** Runs the doctor to its end, each line with the ms until it came. */
async function doctor(args: string[], env: Record<string, string> = {}, user: { uid?: number; gid?: number } = {}) {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, LC_ALL: 'C.UTF-8', WEIGUAN_CONSOLE_TOKEN: consoleToken, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...user,
  });
  const lines: { text: string; at: number }[] = [];
  let errors = '';
  createInterface({ input: child.stdout }).on('line', (text) => lines.push({ text, at: performance.now() }));
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  const output = lines.map(({ text }) => text).join('\n');
  said += output + errors;
  return { code, output, errors, lines, endedAt: performance.now() };
}
const examine = (...args: string[]) => doctor(['--config', configFile, ...args]);
function pidsIn(file: string): number[] {
  try {
    return readFileSync(file, 'utf8').trim().split(/\s+/).map(Number);
  } catch {
    return [];
  }
}
const marks = (output: string) =>
  output
    .split('\n')
    .filter((line) => /^\S/.test(line))
    .map((line) => line[0])
    .join('');

describe('where a gateway runs, it is asked', () => {
  test('and each check is printed in one line', async () => {
    const { code, output, errors } = await examine('--account', 'corp');
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(marks(output)).toBe('✓✓✓✓✓✓✓✓–✓✓!');
    expect(output).toMatch(/^✓ Clock .* ms$/m);
    expect(output).toMatch(/^! Last real message .*\n {4}No real message has come in yet\n {4}Send "status"/m);
    expect(output).not.toContain('\u001b');
  });
  test('and lines come as the checks run', async () => {
    const clear = bench.simulator.api.setFault('agent/get', { kind: 'slow', ms: 1_500 });
    const { lines, endedAt } = await examine('--account', 'corp', '--only', 'network,app');
    clear();
    expect(lines.map(({ text }) => text.slice(0, 5))).toEqual(['✓ Net', '✓ Per']);
    expect(endedAt - (lines[0]?.at ?? 0)).toBeGreaterThan(1_000);
  });
  test('in the language of the system, and something red is an exit code', async () => {
    const { code, output } = await doctor(['--config', configFile, '--account', 'stranger', '--only', 'token,app'], {
      LC_ALL: 'zh_CN.UTF-8',
    });
    expect(code).toBe(1);
    expect(marks(output)).toBe('✗–');
    expect(output).not.toContain('一并检查');
    expect(output).toMatch(/^✗ 获取 access_token .*\n {4}\S.*\n {4}\S/m);
    expect(output).toContain('要等“获取 access_token”通过');
  });
  test('what it waits for is checked too, and what could not be checked is as bad as red', async () => {
    const behind = await examine('--account', 'stranger', '--only', 'app');
    expect(behind.code).toBe(1);
    expect(behind.output).toMatch(/^– Permissions of the app .*\nChecked too, because something above waits for it:\n✗ access_token /m);
    await bench.gateway.call('tunnel.set', { config: { provider: 'none' } });
    const without = await examine('--account', 'corp', '--only', 'latency');
    expect(marks(without.output)).toBe('–C–C!');
    expect(without.code).toBe(1);
    await bench.lead(bench.gateway.listener);
  });
  test('about every account, where none is named', async () => {
    const { code, output } = await examine('--only', 'token');
    expect(code).toBe(1);
    expect(output.split('\n').filter((line) => line.includes('('))).toEqual(['corp (corp)', 'oa (oa)', 'stranger (stranger)']);
  });
  test('with its token, and no other', async () => {
    const { code, errors } = await doctor(['--config', configFile], { WEIGUAN_CONSOLE_TOKEN: 'another-token-of-the-tests' });
    expect(code).toBe(1);
    expect(errors).toMatch(/token/i);
  });
  test('or it says how it could be, where its console is not known', async () => {
    const { code, errors } = await doctor([], { WEIGUAN_DATA_DIR: join(folder.dir, 'data'), WEIGUAN_LISTENER_PORT: '0' });
    expect(code).toBe(1);
    expect(errors).toContain('set console.token in the config file');
  });
});

test.runIf(process.platform !== 'win32')('as a user who may not look whether one runs, it says as whom to run it', async () => {
  const dataDir = join(folder.dir, 'data');
  chmodSync(dataDir, 0);
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  if (nobody.uid) chmodSync(folder.dir, 0o755);
  const env = { WEIGUAN_DATA_DIR: dataDir, WEIGUAN_LISTENER_PORT: '0' };
  const { code, errors } = await doctor([], env, nobody);
  chmodSync(dataDir, 0o700);
  expect({ code, errors }).toEqual({ code: 1, errors: expect.stringContaining('Run it as the user that Weiguan runs as') });
});

test('where none runs, one is started for as long as it takes, and stopped', async () => {
  await bench.gateway.stop();
  const first = await examine('--account', 'corp');
  expect({ code: first.code, errors: first.errors }).toEqual({ code: 0, errors: '' });
  expect(marks(first.output)).toBe('✓✓✓✓✓✓✓✓–✓✓!');
  const again = await examine('--account', 'stranger', '--only', 'token');
  expect(again.code).toBe(1);
});

/** Whoever listens at the console's port without being the gateway, with all that he was asked. */
async function squat(): Promise<{ tokens: (string | undefined)[]; close(): void }> {
  await bench.gateway.stop();
  const { port } = new URL(bench.gateway.console);
  const tokens: (string | undefined)[] = [];
  const account = { id: 'corp', name: 'corp\u001b]0;x\u0007\nnext', enabled: true, origin: 'config' };
  const server = createServer((request, response) => {
    tokens.push(request.headers.authorization);
    const value = { accounts: [account, { ...account, id: 'other' }] };
    const error = { code: 'x\u001b', message: 'bad\u001b[2J', hint: 'worse\u001b[2J' };
    response.end(JSON.stringify(/(settings\.get|accounts\.list)$/.test(request.url ?? '') ? { ok: true, value } : { ok: false, error }));
  });
  await new Promise<void>((resolve) => void server.listen(Number(port), '127.0.0.1', resolve));
  return { tokens, close: () => void server.close() };
}

test('whoever has taken the console’s port meanwhile does not get its token', async () => {
  const squatter = await squat();
  const { code } = await examine('--account', 'corp', '--only', 'token');
  squatter.close();
  expect({ code, tokens: squatter.tokens }).toEqual({ code: 0, tokens: [] });
});

test('what is said there does not steer the terminal', async () => {
  const squatter = await squat();
  const unlock = lockStore(join(folder.dir, 'data', 'weiguan.db'));
  const { output, errors } = await examine('--only', 'token');
  unlock();
  squatter.close();
  expect(output.split('\n').filter(Boolean)).toEqual(['corp ]0;x next (corp)', 'corp ]0;x next (other)']);
  expect(errors).toMatch(/^bad \[2J\nworse \[2J\n/);
  expect(output + errors).not.toContain('\u001b');
});

/** Nobody answers here. */
const closedPort = 'http://127.0.0.1:9';

test.runIf(process.platform !== 'win32')('one that is started goes with Ctrl+C, and so does what its tunnel started', async () => {
  const own = temporaryFolder();
  const marks = join(own.dir, 'marks');
  const gateway = await startHeadless(own.dir, [{ ...wecomAccount, apiBase: closedPort }], { secrets: { passphrase: 'of the tests' } });
  const command = fakeCloudflared(own.dir);
  await gateway.call('tunnel.set', { config: { provider: 'program', program: 'cloudflared', command, args: [fakeProgram, marks] } });
  await expect.poll(() => pidsIn(marks).length).toBe(2);
  await gateway.stop();
  rmSync(marks);

  const env = { ...process.env, WEIGUAN_CONSOLE_TOKEN: consoleToken };
  const child = spawn(process.execPath, [program, '--config', join(own.dir, 'config.json')], { env, stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('close', resolve));
  await expect.poll(() => pidsIn(marks).length, { timeout: 10_000 }).toBe(2);
  const pids = pidsIn(marks);
  child.kill('SIGINT');
  expect(await ended).toBe(130);
  await expect.poll(() => pids.filter(isAlive)).toEqual([]);
  own.remove();
});

test.each([
  ['an unknown option', ['--acount', 'corp'], /acount[\s\S]*Usage: npm run doctor/],
  ['an unknown check', ['--only', 'tokens'], /--only tokens\nUsage: .*token,allow-list/],
  ['a config file that is not there', ['--config', 'none.json'], /none\.json/],
])('%s is a wrong usage', async (_, args, errors) => {
  const ended = await doctor(args);
  expect(ended).toMatchObject({ code: 2, output: '', errors: expect.stringMatching(errors) });
});

test('an account that is not there is one too', async () => {
  const { code, errors } = await examine('--account', 'gone');
  expect({ code, errors }).toEqual({ code: 2, errors: expect.stringContaining('gone') });
  expect(errors).toContain('corp, oa, stranger');
});

test('where there is no account yet, it says where to add one', async () => {
  const own = temporaryFolder();
  const file = join(own.dir, 'config.json');
  writeFileSync(file, JSON.stringify({ listener: { port: 0 }, secrets: { passphrase: 'of the tests' } }));
  expect(await doctor(['--config', file])).toMatchObject({
    code: 1,
    output: '',
    errors: expect.stringMatching(/no account yet\n.*Accounts/),
  });
  own.remove();
});

test('no secret is ever printed', () => {
  expect(said).toContain('access_token');
  expect(accountSecrets(said)).toEqual([]);
});
