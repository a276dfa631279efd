import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/headless-gateway.ts';

const session = fileURLToPath(new URL('keychain-session.mjs', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));
/** Inside the repository, so that keytar is found from there. */
const roomDir = join(root, 'out', 'keychain-test');
const room = join(roomDir, 'open-secret-store.js');
beforeAll(async () => {
  const entry = 'electron/secrets/open-secret-store.ts';
  await build({ configFile: false, root, publicDir: false, logLevel: 'warn', build: { ssr: entry, outDir: roomDir, target: 'node20' } });
});
const folder = temporaryFolder();
afterAll(() => folder.remove());

const isCommand = (command: string) => spawnSync(command, ['--help'], { stdio: 'ignore' }).error === undefined;
const missing = ['dbus-run-session', 'dbus-send', 'gnome-keyring-daemon'].filter((command) => !isCommand(command));
const reason = process.platform === 'linux' ? `lacks ${missing.join(', ')}` : 'is not Linux';
const hasKeyring = process.platform === 'linux' && missing.length === 0;
if (!hasKeyring) console.log(`The tests of the real keychain are skipped: this system ${reason}.`);
const hasDisplayServer = hasKeyring && isCommand('Xvfb') && isCommand('xvfb-run');
if (hasKeyring && !hasDisplayServer) console.log('The test of a keyring that asks for its password is skipped: this system lacks Xvfb.');

type Step = ['set', string, string] | ['get', string] | ['delete', string] | ['lock'];
type Answer = { ok: boolean; value?: unknown; error?: { code: string; message: string; hint: string }; ms: number };

/** A user of the system with a home, and so a keyring, of their own. */
function newUser() {
  const home = mkdtempSync(join(folder.dir, 'home-'));
  const runtimeDir = join(home, 'run');
  mkdirSync(runtimeDir, { mode: 0o700 });
  const { DISPLAY, WAYLAND_DISPLAY, DBUS_SESSION_BUS_ADDRESS, ...inherited } = process.env;
  const env = {
    ...inherited,
    HOME: home,
    XDG_DATA_HOME: join(home, 'share'),
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_RUNTIME_DIR: runtimeDir,
  };
  return { env, dataDir: join(home, 'data') };
}
type User = ReturnType<typeof newUser>;

const unlocked = 'echo -n "password of the keyring" | gnome-keyring-daemon --unlock --components=secrets';
const locked = 'gnome-keyring-daemon --start --components=secrets';

const started = new Set<ChildProcess>();
/** The keyring's daemon belongs to the session's process group, and ends with it. */
afterAll(() => {
  for (const { pid } of started) if (pid) endGroup(pid);
});
function endGroup(pid: number) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** Works through the steps in a session of this user; without `keyring` there is no session bus at all. */
async function work(user: User, steps: Step[], options: { keyring?: string; display?: boolean; timeoutMs?: number } = {}) {
  const { keyring, display = false, timeoutMs = 20_000 } = options;
  const program = [process.execPath, session, JSON.stringify({ room, dataDir: user.dataDir, timeoutMs, steps })];
  const inBus = ['dbus-run-session', '--', 'bash', '-c', `${keyring} >&2; "$@"`, 'bash', ...program];
  const [command = '', ...args] = [...(display ? ['xvfb-run', '-a'] : []), ...(keyring ? inBus : program)];
  const child = spawn(command, args, { cwd: root, env: user.env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  started.add(child);
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  if (child.pid) endGroup(child.pid);
  const answers = output.split('\n').filter((line) => line.startsWith('{'));
  if (answers.length === 0) throw new Error(`no answers (exit code ${code}):\n${errors}`);
  return { code, answers: answers.map((line) => JSON.parse(line) as Answer) };
}

const key = generateKeyPairSync('rsa', { modulusLength: 4096 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const isLocked = { ok: false, error: { code: 'secrets/locked' } };

describe.skipIf(!hasKeyring)('a real Secret Service', () => {
  test('keeps secrets, long ones too, and forgets those that are deleted', async () => {
    const { code, answers } = await work(
      newUser(),
      [
        ['get', 'account/corp/token'],
        ['set', 'account/corp/token', '令牌'],
        ['set', 'ssh/nas/key', key],
        ['get', 'account/corp/token'],
        ['get', 'ssh/nas/key'],
        ['delete', 'ssh/nas/key'],
        ['delete', 'ssh/nas/key'],
        ['get', 'ssh/nas/key'],
      ],
      { keyring: unlocked },
    );
    expect(answers).toMatchObject([
      { ok: true, value: 'keychain' },
      { ok: true },
      { ok: true },
      { ok: true },
      { value: { text: '令牌' } },
      { value: { text: key } },
      { ok: true },
      { ok: true },
      { ok: true },
    ]);
    expect([answers[1], answers[8]].map((answer) => answer?.value)).toEqual([undefined, undefined]);
    expect(code).toBe(7);
  });

  test('keeps them over a restart of everything, and none of them in the data folder', async () => {
    const user = newUser();
    await work(user, [['set', 'a', 'tell-nobody']], { keyring: unlocked });
    const { answers } = await work(user, [['get', 'a']], { keyring: unlocked });
    expect(answers).toMatchObject([{ value: 'keychain' }, { value: { text: 'tell-nobody' } }]);
    expect(readdirSync(user.dataDir)).toEqual(['instance-id', 'instance-place']);
    const other = await work({ ...user, dataDir: `${user.dataDir}-2` }, [['get', 'a']], { keyring: unlocked });
    expect(other.answers[1]).not.toHaveProperty('value');
  });

  test('that is locked is told, though it says that there is no such secret', async () => {
    const user = newUser();
    await work(user, [['set', 'a', 'x']], { keyring: unlocked });
    const { answers, code } = await work(user, [], { keyring: locked });
    expect(answers).toMatchObject([isLocked]);
    expect(answers[0]?.error?.hint).toContain('WEIGUAN_SECRETS_PASSPHRASE');
    expect(code).toBe(7);
  });

  test('that is locked later is told too', async () => {
    const steps: Step[] = [['set', 'a', 'x'], ['lock'], ['get', 'a'], ['set', 'a', 'y'], ['delete', 'a'], ['get', 'none']];
    const { answers } = await work(newUser(), steps, { keyring: unlocked });
    expect(answers).toMatchObject([{ ok: true }, { ok: true }, { ok: true }, isLocked, isLocked, isLocked, isLocked]);
  });
});

test.skipIf(!hasDisplayServer)(
  'a keyring whose question for the password nobody answers is told in time, and the program can still end',
  async () => {
    const user = newUser();
    await work(user, [['set', 'a', 'x']], { keyring: unlocked });
    const start = performance.now();
    const { answers } = await work(user, [], { keyring: locked, display: true, timeoutMs: 2000 });
    expect(answers).toMatchObject([isLocked]);
    expect(answers[0]?.ms).toBeGreaterThanOrEqual(1900);
    expect(performance.now() - start).toBeLessThan(20_000);
  },
);

test.skipIf(process.platform !== 'linux')('without a session bus the failure says what to do', async () => {
  const { answers, code } = await work(newUser(), []);
  expect(answers).toMatchObject([{ ok: false, error: { code: 'secrets/no-keychain' } }]);
  expect(answers[0]?.error?.message).toMatch(/D-Bus/);
  expect(answers[0]?.error?.hint).toMatch(/gnome-keyring.*WEIGUAN_SECRETS_PASSPHRASE/);
  expect(code).toBe(7);
});
