import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { CallInput, CallName } from '../../shared/api.ts';
import type { ExportStart, ExportState } from '../../shared/export.ts';
import type { Result } from '../../shared/result.ts';
import { publishedKeys, wecomAccount } from '../support/accounts.ts';
import { consoleToken, type HeadlessGateway, startHeadless, temporaryFolder } from '../support/headless-gateway.ts';
import { createSender, textMessage } from '../support/wechat-sender.ts';

const auditCli = join(import.meta.dirname, '../../out/electron/audit-cli.js');
const folder = temporaryFolder();
let gateway: HeadlessGateway;
const clicks = 130;
/** How long anything may take on a machine with other work to do. */
const patience = { timeout: 20_000 };

beforeAll(async () => {
  gateway = await startHeadless(folder.dir, [wecomAccount]);
  const sender = createSender(`${gateway.listener}/callback/corp`, publishedKeys);
  await sender.deliver(textMessage({ to: publishedKeys.receiverId, text: '状态', id: 2 }));
  for (let index = 0; index < clicks; index += 1) await gateway.call('commands.run', { line: index % 2 === 0 ? '帮助' : 'whoami' });
  await vi.waitUntil(async () => {
    const running = await gateway.call('runs.page', { states: ['running'] });
    const all = await gateway.call('runs.page', { limit: 200, origin: 'console' });
    return running.ok && running.value.length === 0 && all.ok && all.value.length === clicks;
  }, patience);
}, 120_000);
afterAll(async () => {
  expect(await gateway.stop()).toBe(0);
  folder.remove();
});

/** The text of an export, fetched as a browser does. */
async function exported<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<string> {
  const started = (await gateway.call(name, input)) as Result<ExportStart>;
  if (!started.ok || started.value.way !== 'download') throw new Error(JSON.stringify(started));
  const answer = await fetch(`${gateway.console}${started.value.path}`, { headers: { Authorization: `Bearer ${consoleToken}` } });
  // why: text() would swallow the byte order mark
  return Buffer.from(await answer.arrayBuffer()).toString();
}
const linesOf = (text: string) => text.trimEnd().split('\n');
const last = async (): Promise<ExportState | null> => {
  const state = await gateway.call('exports.last', {});
  return state.ok ? state.value : null;
};
/** Verifies a file as somebody does who has nothing but the file. */
const verify = (file: string) =>
  promisify(execFile)(process.execPath, [auditCli, '--file', file], { env: { ...process.env, LANG: 'en_US.UTF-8' } }).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    (error: { code: number; stderr: string }) => ({ code: error.code, said: error.stderr }),
  );

test('the history is exported newest first, each run once, and its filter is that of the page', async () => {
  const lines = linesOf(await exported('exports.startRuns', { format: 'jsonl', filter: { origin: 'console' } })).map((line) =>
    JSON.parse(line),
  );
  expect(lines).toHaveLength(clicks);
  expect(new Set(lines.map(({ id }) => id)).size).toBe(clicks);
  expect(lines.map(({ at }) => at)).toEqual(lines.map(({ at }) => at).toSorted((one, other) => other - one));
  await vi.waitUntil(async () => (await last())?.phase === 'done', patience);
  expect(await last()).toMatchObject({ what: 'runs', format: 'jsonl', rows: clicks, share: 1 });
  const narrowed = linesOf(await exported('exports.startRuns', { format: 'jsonl', filter: { command: 'whoami' } }));
  expect(narrowed).toHaveLength(clicks / 2);
});

test('in a spreadsheet nothing that a server answers is run as a formula', async () => {
  await gateway.call('scripts.put', { script: { id: 'formula', name: 'formula', text: 'echo "=cmd|calc"', danger: 'read' } });
  await gateway.call('commands.run', { line: 'run formula local' });
  await vi.waitUntil(async () => {
    const found = await gateway.call('runs.page', { command: 'run', states: ['done'] });
    return found.ok && found.value.length === 1;
  }, patience);
  const text = await exported('exports.startRuns', { format: 'csv', filter: { command: 'run' } });
  expect(text.startsWith('\u{FEFF}')).toBe(true);
  expect(text).toContain(`'=cmd|calc`);
  expect(text).not.toMatch(/(^|,)"?=cmd/m);
});

test('the trail is verified outside, and one changed line is found', async () => {
  const text = await exported('exports.startTrail', {});
  await vi.waitUntil(async () => (await last())?.phase === 'done', patience);
  const lines = linesOf(text);
  const verdict = await gateway.call('runs.verify', {});
  expect(verdict).toMatchObject({ ok: true, value: { checked: lines.length } });
  const file = join(folder.dir, 'trail.jsonl');
  writeFileSync(file, text);
  const { hash } = JSON.parse(lines.at(-1) ?? '');
  expect(await verify(file)).toEqual({ code: 0, said: expect.stringContaining(`whole: ${lines.length} records. Last hash: ${hash}`) });

  const changed = lines.with(41, (lines[41] ?? '').replace(/"at\\":\d/, '"at\\":9'));
  expect(changed).not.toEqual(lines);
  writeFileSync(file, changed.join('\n'));
  expect(await verify(file)).toEqual({ code: 1, said: expect.stringContaining('Record 42 of the audit trail was changed') });
  writeFileSync(file, lines.toSpliced(10, 1).join('\n'));
  expect(await verify(file)).toEqual({ code: 1, said: expect.stringContaining('Record 11 ') });
  expect((await verify(join(folder.dir, 'none.jsonl'))).said).toContain('ENOENT');
});

test('one export at a time, whatever it is of; one that nobody fetches can be cancelled', async () => {
  const started = await gateway.call('exports.startTrail', {});
  if (!started.ok || started.value.way !== 'download') throw new Error('no download');
  expect(await gateway.call('exports.start', { format: 'csv' })).toMatchObject({ ok: false, error: { code: 'export/under-way' } });
  await gateway.call('exports.cancel', { id: started.value.state.id });
  expect(await last()).toMatchObject({ what: 'trail', phase: 'cancelled' });
});
