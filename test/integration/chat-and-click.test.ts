import { randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { commands } from '../../electron/commands/registry.ts';
import { openStore } from '../../electron/store/store.ts';
import type { CallInput } from '../../shared/api.ts';
import type { Run } from '../../shared/run.ts';
import { must } from '../../shared/test-result.ts';
import { publishedKeys, wecomAccount } from '../support/accounts.ts';
import { type HeadlessGateway, startHeadless, temporaryFolder } from '../support/headless-gateway.ts';
import { type IpmiSim, ipmiMissing, startIpmiSim } from '../support/ipmi-sim.ts';
import { prepareSshd, type Sshd, sshdMissing } from '../support/sshd.ts';
import { createSender, textMessage } from '../support/wechat-sender.ts';
import { startXvnc, type Xvnc, xvncMissing } from '../support/xvnc.ts';

/** Whether both origins are told the same, word for word but for what is measured; `own`: in their own language, or about themselves. */
type Answer = 'same' | 'own';

/**
 * Lines with each of the commands. Nothing here may switch this computer off: `power` goes to a management board that is
 * simulated, and to no target with a shell.
 */
const table: readonly [line: string, answer: Answer][] = [
  ['状态 web-01', 'same'],
  ['状态', 'same'],
  ['STATUS 官网', 'own'],
  ['状态 @staging', 'same'],
  ['进程 3 内存 web-01', 'own'],
  ['ps 2 cpu local', 'own'],
  ['磁盘 web-01', 'same'],
  ['电源 状态 bmc-01', 'same'],
  ['开机 bmc-01', 'same'],
  ['强制关机 bmc-01', 'same'],
  ['wake bmc-01', 'own'],
  ['服务 状态 nginx web-01', 'same'],
  ['服务 状态 没有的 web-01', 'same'],
  ['日志 WEB_LOG 2 web-01', 'same'],
  ['log "/etc/shadow" web-01', 'own'],
  ['网络 127.0.0.1', 'same'],
  ['端口 127.0.0.1 9 web-01', 'same'],
  ['截图 desk-01', 'same'],
  ['运行 问候 张三 web-01', 'same'],
  ['运行 失败 web-01', 'same'],
  ['脚本', 'same'],
  ['标签 web-01', 'same'],
  ['查找 web', 'same'],
  ['历史 1', 'own'],
  ['更多', 'same'],
  ['告警', 'same'],
  ['认领 全部', 'own'],
  ['静音 @staging 10m', 'own'],
  ['值班', 'same'],
  ['确认 0000', 'same'],
  ['取消', 'same'],
  ['停止', 'same'],
  ['我是谁', 'own'],
  ['绑定 000000', 'own'],
  ['恢复操作', 'same'],
  ['帮助', 'same'],
];

const missing = sshdMissing ?? ipmiMissing ?? xvncMissing;
if (missing) console.log(`chat and click are not compared here: ${missing}`);

const folder = temporaryFolder();
const env = { WEIGUAN_SECRETS_PASSPHRASE: 'passphrase-of-the-tests' };
let sshd: Sshd;
let board: IpmiSim;
let desktop: Xvnc;
let gateway: HeadlessGateway;

beforeAll(async () => {
  if (missing) return;
  sshd = await prepareSshd();
  [board, desktop] = await Promise.all([startIpmiSim(), startXvnc(), sshd.start()]);
  gateway = await startHeadless(folder.dir, [wecomAccount], {}, { env });
  writeFileSync(logFile, 'one\ntwo\nthree\n');
  const ssh = { host: '127.0.0.1', port: sshd.port, user: sshd.user, auth: { by: 'key' as const, file: sshd.keys.good } };
  const saved: Omit<CallInput<'targets.save'>, 'isNew'>[] = [
    { target: { id: 'web-01', name: '官网一号', aliases: ['官网'], tags: ['staging'], services: ['nginx'], logs: [logFile], ssh } },
    {
      target: { id: 'bmc-01', name: '机柜一', ipmi: { host: '127.0.0.1', port: board.port, user: board.users.admin } },
      secrets: { ipmiPassword: board.password },
    },
    { target: { id: 'desk-01', name: '前台', vnc: { host: '127.0.0.1', port: desktop.port } }, secrets: { vncPassword: desktop.password } },
  ];
  for (const typed of saved) expect(await gateway.call('targets.save', { ...typed, isNew: true })).toMatchObject({ ok: true });
  await gateway.call('operators.put', { operator: { account: 'corp', person: 'zhangsan', name: '张三', role: 'admin' } });
  const script = { danger: 'read' as const, seconds: 10 };
  await gateway.call('scripts.put', {
    script: { ...script, id: 'greet', name: '问候', text: 'echo "hello $1"', parameters: [{ name: 'who', type: 'text' }] },
  });
  await gateway.call('scripts.put', { script: { ...script, id: 'fail', name: '失败', text: 'echo before; exit 7' } });
}, 60_000);
afterAll(async () => {
  await gateway?.kill();
  await Promise.all([sshd?.remove(), board?.remove(), desktop?.stop()]);
  folder.remove();
});

const logFile = join(folder.dir, 'web.log');
const written = (line: string) => line.replace('WEB_LOG', logFile);

async function runs(): Promise<Run[]> {
  return must(await gateway.call('runs.page', { limit: 200 }));
}

/** Waits for the run that this asks for, which has to be the only new one but for what asks back. */
async function runOf(ask: () => Promise<unknown>): Promise<Run> {
  const known = new Set((await runs()).map(({ id }) => id));
  await ask();
  return vi.waitFor(
    async () => {
      const fresh = (await runs()).filter(({ id }) => !known.has(id));
      const [run, ...others] = fresh;
      if (!run || run.state === 'running') throw new Error('it still runs');
      expect(others).toEqual([]);
      return run;
    },
    { timeout: 30_000, interval: 20 },
  );
}

async function say(text: string): Promise<void> {
  const sender = createSender(`${gateway.listener}/callback/corp`, publishedKeys);
  await sender.deliver(textMessage({ to: publishedKeys.receiverId, text, id: randomInt(1_000_000_000) }));
}

/** In the chat something dangerous is asked back, and done once that was answered. */
async function byChat(line: string): Promise<Run> {
  const run = await runOf(() => say(line));
  if (run.state !== 'asking') return run;
  const code = /确认 (\d{4})/.exec(run.answer ?? '')?.[1] ?? '';
  const known = new Set((await runs()).map(({ id }) => id));
  await say(`确认 ${code}`);
  return vi.waitFor(
    async () => {
      const fresh = (await runs()).filter(({ id, state }) => !known.has(id) && state !== 'running');
      const done = fresh.find(({ command }) => command === run.command);
      // The answer to the question is on record as well, a moment later.
      if (!done || fresh.length < 2) throw new Error('it still runs');
      return done;
    },
    { timeout: 30_000, interval: 20 },
  );
}

/** At the console a yes comes with the click: the servers that were shown. */
async function byClick(line: string): Promise<Run> {
  const plan = must(await gateway.call('commands.plan', { line }));
  const confirmed = plan.confirm ? { confirmed: plan.targets } : {};
  return runOf(async () => {
    expect(await gateway.call('commands.run', { line, ...confirmed })).toMatchObject({ ok: true });
  });
}

/** All of a run but where it came from, and when. */
function withoutOrigin(
  { id: _id, at: _at, ms: _ms, origin: _origin, account: _account, person: _person, message: _message, ...rest }: Run,
  answer: Answer,
) {
  const { answer: text, failure, ...fields } = rest;
  if (answer === 'own') return { ...fields, code: failure?.code, params: failure?.params };
  return { ...fields, failure, answer: blank(text) };
}
/** What is measured differs from one moment to the next. */
const blank = (text: string | undefined) =>
  text
    ?.split('\n')
    .filter((line) => !line.startsWith('·'))
    .map((line) =>
      line
        .replace(/[\d.]+(?: 天| 小时| 分钟)*/g, '#')
        .replace(/(?:# )+#/g, '#')
        .replace(/ ⚠/g, ''),
    )
    .join('\n');

test.skipIf(missing)('every command is among the lines', () => {
  const told = new Set(table.map(([line]) => wordOf(line)));
  for (const { name, aliases, shortcuts } of commands) {
    const words = [name, ...aliases, ...Object.keys(shortcuts ?? {})].map((word) => word.toLowerCase());
    expect(
      words.some((word) => told.has(word)),
      name,
    ).toBe(true);
  }
});
const wordOf = (line: string) => (line.split(' ')[0] ?? '').toLowerCase();

test.skipIf(missing)('a line that may not be run, or can’t, leaves the same on record by chat and by click', async () => {
  const byClickInVain = (line: string) =>
    runOf(async () => {
      expect(await gateway.call('commands.run', { line })).toMatchObject({ ok: false });
    });
  const recorded = async (line: string) => [await runOf(() => say(line)), await byClickInVain(line)] as const;
  const expectSame = ([chat, click]: readonly [Run, Run], state: Run['state'], code: string) => {
    expect(chat).toMatchObject({ origin: 'chat', person: 'zhangsan', state, failure: { code } });
    expect(click.origin).toBe('console');
    expect(withoutOrigin(click, 'same')).toEqual(withoutOrigin(chat, 'same'));
  };
  expectSame(await recorded('重启 没有的'), 'failed', 'command/unknown-target');
  expectSame(await recorded('重启'), 'failed', 'command/which-target');
  await gateway.call('hold.set', { held: true });
  expectSame(await recorded('开机 bmc-01'), 'refused', 'command/held');
  await gateway.call('hold.set', { held: false });
});

test.skipIf(missing)(
  'thirty lines by chat and by click leave the same on record, but for where they came from',
  async () => {
    const pairs: { line: string; chat: Run; click: Run; answer: Answer }[] = [];
    const ordered = board.orders().length;
    for (const [template, answer] of table) {
      const line = written(template);
      pairs.push({ line, answer, chat: await byChat(line), click: await byClick(line) });
    }
    for (const { line, chat, click, answer } of pairs) {
      expect(chat, line).toMatchObject({ origin: 'chat', account: 'corp', person: 'zhangsan' });
      expect(click.origin, line).toBe('console');
      expect([click.account, click.person, click.message], line).toEqual([undefined, undefined, undefined]);
      expect(withoutOrigin(click, answer), line).toEqual(withoutOrigin(chat, answer));
    }
    const orders = board.orders().slice(ordered);
    expect(orders.filter((order, index, all) => order !== all[index - 1])).toEqual(['power 1', 'power 0', 'power 1']);

    await gateway.kill();
    const trail = await trailOf(folder.dir);
    for (const { line, chat, click } of pairs) {
      expect(trail(chat.id).length, line).toBeGreaterThan(1);
      expect(trail(click.id), line).toEqual(trail(chat.id));
    }
  },
  240_000,
);

/** The audit trail's records of each run, without where it came from, when, and the words that it was answered with. */
async function trailOf(dir: string): Promise<(run: string) => object[]> {
  const worker = pathToFileURL(fileURLToPath(new URL('../../out/electron/store-worker.js', import.meta.url)));
  const store = must(await openStore(join(dir, 'data', 'weiguan.db'), worker));
  const rows = await store.do('audit.recordsAfter', { after: 0, limit: 10_000 });
  await store.close();
  const records = rows.map(({ record }) => JSON.parse(record) as Record<string, unknown>);
  const own = new Set(['run', 'at', 'origin', 'account', 'person', 'message', 'answer']);
  return (run) =>
    records
      .filter((record) => record.run === run)
      .map((record) => Object.fromEntries(Object.entries(record).filter(([name]) => !own.has(name))));
}
