import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { builtInRoles, type DangerLevel } from '../../shared/role.ts';
import type { Run } from '../../shared/run.ts';
import { runIdAt } from '../../shared/run-id.ts';
import { Target } from '../../shared/target.ts';
import { must } from '../../shared/test-result.ts';
import { runPages } from '../inspector/export/run-pages.ts';
import type { Store } from '../store/store.ts';
import { openTestStore } from '../store/test-store.ts';
import { confirm } from './built-in/confirm.ts';
import { history } from './built-in/history.ts';
import { type Command, defineCommand } from './command.ts';
import { type ConsoleRuns, createConsoleRuns } from './console-runs.ts';
import type { CommandDesk } from './desk.ts';
import { closeUnfinished, type KeptJournal } from './kept-journal.ts';
import type { Asker } from './policy.ts';
import { askEach } from './reach.ts';
import { textOf } from './run.ts';
import { codeIn, fleetOf, openTestDesk, quietJournal, sayInChat, unasked } from './test-desk.ts';

const zhang: Asker = { origin: 'chat', account: 'corp', person: 'zhangsan' };
const mallory: Asker = { origin: 'chat', account: 'corp', person: 'mallory' };
const down = err(failure('ssh/unreachable', { server: 'x' }));
const targets = ['web-01', 'web-02', 'web-03'].map((id) => Target.parse({ id, name: id }));

let store: Store;
let desk: CommandDesk;
let console: ConsoleRuns;
let held: boolean;
let journal: KeptJournal;
/** What a server answers, while a command acts upon it. */
let answer: (id: string) => Promise<Result<string>>;

/** Acts upon servers, by their answers. */
const acting = (name: string, danger: DangerLevel): Command =>
  defineCommand({
    ...{ name, aliases: [], summary: { 'zh-CN': '', en: '' }, usage: { 'zh-CN': '', en: '' }, danger },
    parameters: z.object({ target: z.string().optional() }),
    targets: { count: 'many', without: 'named' },
    run: (_args, context) => askEach(context, ({ id }) => answer(id)),
  });

beforeEach(async () => {
  store = await openTestStore();
  held = false;
  journal = quietJournal(store);
  answer = async () => ok('好');
  let now = 1_000_000;
  const operators = [{ account: 'corp', person: 'zhangsan', name: '', role: 'operator' }];
  desk = openTestDesk(unasked, {
    commands: [acting('look', 'read'), acting('run', 'read'), acting('press', 'change'), acting('drop', 'danger'), confirm, history],
    fleet: fleetOf(targets),
    journal,
    access: () => ({ roles: builtInRoles, operators, held }),
    // why: runs of the same moment would come in any order
    now: () => now++,
  });
  console = openConsole();
});

const openConsole = () => createConsoleRuns({ desk, known: (id) => journal.known(id), language: () => 'zh-CN', onBug: () => undefined });
/** What somebody reads who writes a line in the chat. `signal`: aborts when the program stops. */
const say = (line: string, asker: Asker = zhang, signal?: AbortSignal) => sayInChat(desk, line, asker, signal);
const runs = (): Promise<Run[]> => store.do('runs.page', { limit: 50 });
const latest = async () => (await runs())[0];
async function trail(): Promise<Record<string, unknown>[]> {
  return (await store.do('audit.recordsAfter', { after: 0, limit: 100 })).map(({ record }) => JSON.parse(record));
}

describe('a run that is under way', () => {
  let finish: () => void;
  beforeEach(() => {
    answer = () => new Promise((resolve) => (finish = () => resolve(ok('好'))));
  });
  const ids = async (filter = {}) => (await journal.page({ limit: 50, ...filter })).map(({ id, state }) => [id, state]);
  const kinds = async () => (await trail()).map(({ kind }) => kind);

  test('is in the history as soon as somebody looks, and once when it has ended, though it only looks', async () => {
    const started = await console.start({ line: 'look web-01' });
    const id = started.ok ? started.value.run : '';
    expect(await runs()).toEqual([]);
    expect(await ids({ command: 'press' })).toEqual([]);
    expect(await ids({ states: ['running'], target: 'web-01' })).toEqual([[id, 'running']]);
    expect(await journal.get(id)).toMatchObject({ line: 'look web-01', state: 'running' });
    await expect.poll(() => finish).toBeDefined();
    finish();
    await expect.poll(ids).toEqual([[id, 'done']]);
    expect(await journal.get(id)).toMatchObject({ state: 'done' });
    expect(await kinds()).toEqual(['asked', 'done']);
  });
  test('is in an export and in what the chat is told, though nobody has looked at the history', async () => {
    const asked = { filter: {}, now: 2_000_000, language: 'en', zone: 'UTC', showLooks: journal.showLooks } as const;
    const exported = async () => {
      let text = '';
      for await (const piece of runPages(store, { format: 'jsonl', ...asked })) text += piece.text;
      return text;
    };
    void say('look web-01');
    await expect.poll(exported).toContain('look web-01');
    void say('look web-02');
    await expect.poll(() => say('历史 2')).toMatch(/^\d\d:\d\d {2}look web-02 {2}执行中\n.*$/);
  });
  test('is on the trail as asked for where the program is killed meanwhile', async () => {
    await console.start({ line: 'look web-01' });
    await ids();
    await closeUnfinished(store);
    expect(await latest()).toMatchObject({ command: 'look', state: 'interrupted' });
    expect(await kinds()).toEqual(['asked', 'interrupted']);
  });
  test('is what a click comes to that is told again because its answer was lost, after a restart of the gateway too', async () => {
    const [press, look] = [1, 2].map((at) => runIdAt(at, randomUUID()));
    const click = (line: string, key: string | undefined) => console.start({ line, key });
    held = true;
    expect(await click('press web-01', press)).toMatchObject({ ok: false, error: { code: 'command/held' } });
    held = false;
    const twice = [click('press web-01', press), click('press web-01', press)];
    expect(await Promise.all(twice)).toEqual([ok({ run: press }), ok({ run: press })]);
    expect([await click('look web-01', look), await click('look web-01', look)]).toEqual([ok({ run: look }), ok({ run: look })]);
    journal = quietJournal(store);
    await closeUnfinished(store);
    console = openConsole();
    expect(await click('press web-01', press)).toEqual(ok({ run: press }));
    const pressed = (await runs()).filter(({ command, state }) => command === 'press' && state !== 'refused');
    expect(pressed).toMatchObject([{ id: press, state: 'interrupted' }]);
    expect(await click('press web-02', press)).toMatchObject({ ok: false, error: { code: 'command/key-used' } });
    expect(await runs()).not.toContainEqual(expect.objectContaining({ line: 'press web-02' }));
  });
  test('answers no click on something else that has its key, not even at the same moment; but the same click while all is on hold', async () => {
    const key = runIdAt(1, randomUUID());
    const lines = ['press web-01', 'press web-02', 'press web-01'];
    const [first, other, again] = await Promise.all(lines.map((line) => console.start({ line, key })));
    expect([first, again]).toEqual([ok({ run: key }), ok({ run: key })]);
    expect(other).toMatchObject({ ok: false, error: { code: 'command/key-used' } });
    held = true;
    expect(await console.start({ line: 'press web-01', key })).toEqual(ok({ run: key }));
  });
  test('is on record before it begins where it is a script, whatever its author says of it', async () => {
    await console.start({ line: 'run web-01' });
    expect(await runs()).toMatchObject([{ command: 'run', danger: 'read', state: 'running' }]);
    expect(await kinds()).toEqual(['asked', 'begun']);
  });
});

describe('what was done to several servers', () => {
  test('is a failure where it failed on all of them', async () => {
    answer = async () => down;
    expect(await say('press web-*')).toMatch(/^0\/3 成功\n/);
    expect(await latest()).toMatchObject({ state: 'failed', failure: { code: 'command/none-succeeded' } });
    expect((await latest())?.answer).toContain('■ web-03');
    expect((await trail()).at(-1)).toMatchObject({ kind: 'failed', code: 'command/none-succeeded' });
  });
  test.each(['web-01', 'web-*'])('is unknown where its answer was lost (%s): nobody takes that for a failure', async (servers) => {
    answer = async () => err(failure('ssh/lost', { server: 'x' }));
    await say(`press ${servers}`);
    expect(await latest()).toMatchObject({ state: 'interrupted' });
    expect((await trail()).at(-1)).toMatchObject({
      kind: 'interrupted',
      code: expect.stringMatching(/^(ssh\/lost|command\/some-unknown)$/),
    });
    expect(await say('历史 1')).toMatch(/结果未知$/);
    await say(`look ${servers}`);
    expect(await latest()).toMatchObject({ state: 'failed' });
  });
  test('is one where it failed on some, and tells on how many', async () => {
    answer = async (id) => (id === 'web-02' ? down : ok('好'));
    expect(await say('press web-*')).toMatch(/^2\/3 成功\n\n● web-01：\n好\n\n■ web-02：/);
    expect(await latest()).toMatchObject({ state: 'failed', failure: { code: 'command/partly', params: { failed: '1', of: '3' } } });
  });
  test('fails in the same way after a yes', async () => {
    answer = async () => down;
    expect(await say(`确认 ${codeIn(await say('drop web-*'))}`)).toMatch(/^0\/3 成功/);
    expect((await runs()).map(({ command, state }) => `${command} ${state}`)).toEqual(['drop failed', 'confirm failed', 'drop asking']);
  });
});

describe('a run that is cut off when one server of three is done', () => {
  /** The others answer when they are called off, as drivers do. */
  function openHalfDone() {
    let begun = 0;
    let cut: () => void = () => undefined;
    const called = new Promise<void>((resolve) => {
      cut = resolve;
    });
    answer = async (id) => {
      begun++;
      if (id === 'web-01') return ok('好');
      await called;
      return err(failure('shell/aborted', { program: 'x' }));
    };
    return { cut: () => cut(), allBegun: () => expect.poll(() => begun).toBe(3) };
  }
  test('is cancelled where somebody at the console did it, who is on the trail', async () => {
    const { cut, allBegun } = openHalfDone();
    const said = say('press web-*');
    await allBegun();
    const [run] = await runs();
    expect(console.cancel(run?.id ?? '')).toEqual(ok(null));
    cut();
    expect(await said).toMatch(/^1\/3 成功，2 台结果未知\n\n● web-01：\n好\n\n▲ web-02：\n已取消，结果未知/);
    expect(await latest()).toMatchObject({ state: 'cancelled', answer: await said });
    expect((await trail()).at(-1)).toMatchObject({ kind: 'cancelled', by: { origin: 'console' } });
  });
  test('is interrupted where the program stops: nobody knows what came of the others', async () => {
    const { cut, allBegun } = openHalfDone();
    const stopping = new AbortController();
    const said = say('press web-*', zhang, stopping.signal);
    await allBegun();
    stopping.abort();
    cut();
    expect(await said).toMatch(/^1\/3 成功，2 台结果未知/);
    expect(await latest()).toMatchObject({ state: 'interrupted', answer: await said });
    expect((await trail()).at(-1)?.by).toBeUndefined();
  });
  test('says of a single server too that its result is unknown', async () => {
    const { cut } = openHalfDone();
    const stopping = new AbortController();
    const said = say('press web-02', zhang, stopping.signal);
    await expect.poll(latest).toMatchObject({ state: 'running' });
    stopping.abort();
    cut();
    expect(await said).toBe('执行途中程序重启，结果未知\n先查看实际状态，再决定是否重发。');
    expect(await latest()).toMatchObject({ state: 'interrupted', failure: { code: 'command/interrupted' } });
  });
});

describe('who said yes', () => {
  test('is on the trail before anything is done, by chat and by click', async () => {
    answer = () => new Promise(() => undefined);
    void say(`确认 ${codeIn(await say('drop web-01'))}`);
    await expect.poll(async () => (await latest())?.state).toBe('running');
    const [byChat] = await runs();
    expect((await trail()).filter(({ run }) => run === byChat?.id).slice(-2)).toMatchObject([
      { kind: 'approved', origin: 'chat', account: 'corp', person: 'zhangsan' },
      { kind: 'begun' },
    ]);
    await console.start({ line: 'drop web-02', confirmed: ['web-02'] });
    expect((await trail()).slice(-3)).toMatchObject([{ kind: 'asked' }, { kind: 'approved', origin: 'console' }, { kind: 'begun' }]);
  });
  test('does not hide that a replay had asked for it', async () => {
    const planned = must(desk.plan('drop web-01', zhang, {}, 'zh-CN'));
    const asked = await desk.run({ ...planned, isReplay: true }, { asker: zhang, rule: {}, signal: new AbortController().signal });
    await say(`确认 ${codeIn(textOf(must(asked)))}`);
    const marked = (await runs()).map(({ command, state, isReplay }) => [command, state, isReplay]);
    expect(marked).toEqual([
      ['drop', 'done', true],
      ['confirm', 'done', undefined],
      ['drop', 'asking', true],
    ]);
  });
  test('is nobody where nothing was asked', async () => {
    await say('press web-01');
    expect((await trail()).map(({ kind }) => kind)).toEqual(['asked', 'begun', 'done']);
  });
});

describe('a line that may not be run, or can’t', () => {
  /** What is on record of it, by chat and by click. */
  async function onRecord(line: string) {
    await say(line);
    await console.start({ line });
    return (await runs()).map((run) => [run.origin, run.command, run.line, run.state, run.failure?.code]);
  }
  test('is on record as refused while everything is on hold', async () => {
    held = true;
    const rest = ['', 'press web-01', 'refused', 'command/held'];
    expect(await onRecord('press web-01')).toEqual([
      ['console', ...rest],
      ['chat', ...rest],
    ]);
  });
  test.each([
    ['press nosuch', 'command/unknown-target'],
    ['press', 'command/which-target'],
    ['confirm one two', 'command/too-many-arguments'],
  ])('is on record as failed: %s', async (line, code) => {
    const rest = [line.split(' ')[0], line, 'failed', code];
    expect(await onRecord(line)).toEqual([
      ['console', ...rest],
      ['chat', ...rest],
    ]);
  });
  test('is chatter where it names no command', async () => expect(await onRecord('今天天气怎么样')).toEqual([]));
  test('is on record with nothing but the refusal where it is a stranger’s', async () => {
    await say('press nosuch', mallory);
    expect(await latest()).toMatchObject({ state: 'refused', failure: { code: 'command/stranger' } });
  });
});
