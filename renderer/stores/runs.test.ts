import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Run, RunStart } from '../../shared/run.ts';
import { broken, createFakeBridge, type FakeBridge } from './fake-bridge.ts';
import { createRunsStore } from './runs.ts';

let bridge: FakeBridge;
let keys: number;
let state: () => ReturnType<ReturnType<typeof createRunsStore>['store']['getState']>;

const run = (id: string, at: number, change: Partial<Run> = {}): Run => ({
  ...{ id, at, origin: 'console', command: 'status', line: 'status local', danger: 'read', targets: ['local'], state: 'running' },
  ...change,
});
const idsOf = () => state().runs.value?.map(({ id }) => id);

beforeEach(async () => {
  bridge = createFakeBridge();
  keys = 0;
  const runs = createRunsStore(bridge, { operators: () => [], platformOf: () => 'wecom', newKey: () => `key ${++keys}` });
  runs.start();
  state = () => runs.store.getState();
  await bridge.answer('runs.page', ok([]));
});

test('runs that come in while the history is asked for are in it', async () => {
  void state().load();
  bridge.emit('runs.changed', [run('b', 2)]);
  await bridge.answer('runs.page', ok([run('a', 1)]));
  expect(idsOf()).toEqual(['b', 'a']);
});

test('earlier runs are put below, unless the filter has changed meanwhile', async () => {
  const page = Array.from({ length: 100 }, (_, index) => run(`n${index}`, 1000 - index));
  void state().load();
  await bridge.answer('runs.page', ok(page));
  void state().loadMore();
  state().narrow({ text: 'web' });
  const [older] = bridge.waiting('runs.page');
  await bridge
    .waiting('runs.page')
    .at(-1)
    ?.answer(ok([run('w', 5, { line: 'status web' })]));
  await older?.answer(ok([run('z', 1)]));
  expect(idsOf()).toEqual(['w']);
});

test('a place remembers the run that was begun there, and shows it as it goes on', async () => {
  const started = state().start('状态', undefined, 'servers/local');
  await bridge.answer('commands.run', ok({ run: 'r1' }));
  expect(await started).toEqual(ok('r1'));
  bridge.emit('runs.changed', [run('r1', 1, { state: 'done', answer: 'fine' })]);
  await bridge.answer('runs.get', ok(run('r1', 1)));
  expect(state().watched.r1).toMatchObject({ state: 'done', answer: 'fine' });
  expect(state().begun).toEqual({ 'servers/local': 'r1' });
  state().forget('servers/local');
  expect(state().begun).toEqual({});
});

test('after a break a run that is looked at is asked for again', async () => {
  void state().watch('r1');
  await bridge.answer('runs.get', ok(run('r1', 1)));
  void state().load();
  await bridge.answer('runs.get', ok(run('r1', 1, { state: 'done' })));
  expect(state().watched.r1?.state).toBe('done');
});

test('what did not begin says why, and no place remembers it', async () => {
  const started = state().start('关机 web', ['web'], 'servers/web');
  expect(bridge.waiting('commands.run')[0]?.input).toEqual({ line: '关机 web', confirmed: ['web'], key: 'key 1' });
  await bridge.answer('commands.run', err(broken));
  expect([await started, state().begun]).toEqual([err(broken), {}]);
});

/** Clicks, and what the gateway was told of each. */
function clicks() {
  const keys: (string | undefined)[] = [];
  /** `begun`: what the gateway says of the first click, where it is asked. */
  async function click(line: string, answer: Result<RunStart>, begun?: Result<Run | null>) {
    const started = state().start(line);
    if (begun) await bridge.answer('runs.get', begun);
    keys.push(...bridge.waiting('commands.run').map(({ input }) => input.key));
    await bridge.answer('commands.run', answer);
    return started;
  }
  return { keys, click };
}
const lost = err(failure('api/unreachable'));

test('a click whose answer is lost is the same click when it is done again, until it has begun', async () => {
  const { keys, click } = clicks();
  expect(await click('重启 web', lost)).toMatchObject({ ok: false, error: { code: 'command/unanswered' } });
  await click('状态', ok({ run: 'r0' }));
  await click('重启 web', err(failure('api/no-answer')));
  for (const refused of [failure('api/unauthorized'), broken]) expect(await click('重启 web', err(refused))).toEqual(err(refused));
  expect(await click('重启 web', ok({ run: 'r1' }))).toEqual(ok('r1'));
  await click('重启 web', err(broken));
  await click('重启 web', ok({ run: 'r2' }));
  expect(keys).toEqual(['key 1', 'key 2', 'key 1', 'key 1', 'key 1', 'key 1', 'key 3', 'key 4']);
});

test('a click whose answer is lost is another one later, where the first has begun', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const { keys, click } = clicks();
  await click('重启 web', lost);
  await bridge.answer('runs.get', err(broken));
  for (const begun of [err(broken), ok(null)]) {
    vi.setSystemTime(Date.now() + 3_600_000);
    await click('重启 web', lost, begun);
    await bridge.answer('runs.get', err(broken));
  }
  await click('重启 web', lost);
  await bridge.answer('runs.get', ok(run('key 1', 5)));
  vi.setSystemTime(Date.now() + 3_600_000);
  await click('重启 web', ok({ run: 'key 2' }), ok(run('key 1', 5)));
  expect(keys).toEqual(['key 1', 'key 1', 'key 1', 'key 1', 'key 2']);
});

test('where the first click has run something else (a group has one more by now), the next one is a new one', async () => {
  const { keys, click } = clicks();
  await click('重启 @web', err(failure('api/no-answer')));
  await click('重启 @web', err(failure('command/key-used', { line: 'reboot web-01' })));
  await click('重启 @web', ok({ run: '1' }));
  expect(keys).toEqual(['key 1', 'key 1', 'key 2']);
});

test('what a run prints is joined', () => {
  bridge.emit('runs.output', [
    { run: 'r1', text: 'one\n' },
    { run: 'r1', text: 'two\n' },
  ]);
  bridge.emit('runs.output', [{ run: 'r1', text: 'three' }]);
  expect(state().outputs.r1).toBe('one\ntwo\nthree');
});

test('a switch that fails leaves everything as it was, and says so', async () => {
  bridge.emit('hold.changed', { held: false });
  void state().setHeld(true);
  await bridge.answer('hold.set', err(broken));
  expect([state().held, state().failure]).toEqual([false, broken]);
  bridge.emit('hold.changed', { held: true });
  expect(state().held).toBe(true);
});
