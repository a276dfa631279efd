import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type CheckReport, checkIds, type DoctorReport } from '../../shared/doctor.ts';
import { err, ok } from '../../shared/result.ts';
import { createDoctorStore, isRunning } from './doctor.ts';
import { broken, createFakeBridge, type FakeBridge } from './fake-bridge.ts';

let bridge: FakeBridge;
let doctor: ReturnType<typeof createDoctorStore>;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers({ now: 100 });
  bridge = createFakeBridge();
  doctor = createDoctorStore(bridge);
  stop = doctor.start();
});
afterEach(() => {
  stop();
  expect(bridge.listeners()).toBe(0);
  vi.useRealTimers();
});

const store = () => doctor.store.getState();
const report = () => store().reports.ops;
const stateOf = (id: CheckReport['id']) => report()?.checks.find((check) => check.id === id)?.state;
const all = (state: CheckReport['state'], change: Partial<DoctorReport> = {}): DoctorReport => ({
  ...{ account: 'ops', startedAt: 0, checks: checkIds.map((id) => ({ id, state })) },
  ...change,
});

test('a run shows its checks waiting at once, then streams them', async () => {
  void store().run('ops');
  expect(bridge.waiting('doctor.run')[0]?.input).toEqual({ account: 'ops' });
  expect(report()?.checks.map(({ state }) => state)).toEqual(checkIds.map(() => 'waiting'));
  expect(isRunning(report())).toBe(true);
  bridge.emit('doctor.changed', { ...all('waiting'), checks: [{ id: 'clock', state: 'running' }, ...all('waiting').checks.slice(1)] });
  expect(stateOf('clock')).toBe('running');
  await bridge.answer('doctor.run', ok(all('ok', { finishedAt: 200 })));
  expect([stateOf('clock'), isRunning(report()), report()?.finishedAt]).toEqual(['ok', false, 200]);
});

test('a check run alone leaves the others as they were', async () => {
  bridge.emit('doctor.changed', all('failed', { finishedAt: 50 }));
  void store().run('ops', ['token']);
  expect(bridge.waiting('doctor.run')[0]?.input).toEqual({ account: 'ops', only: ['token'] });
  expect([stateOf('token'), stateOf('clock')]).toEqual(['waiting', 'failed']);
  await bridge.answer('doctor.run', ok({ account: 'ops', startedAt: 100, finishedAt: 150, checks: [{ id: 'token', state: 'ok' }] }));
  expect([stateOf('token'), stateOf('clock'), report()?.finishedAt]).toEqual(['ok', 'failed', 150]);
  expect(report()?.checks.map(({ id }) => id)).toEqual([...checkIds]);
});

test('one run at a time', () => {
  void store().run('ops');
  void store().run('ops', ['token']);
  expect(bridge.waiting('doctor.run')).toHaveLength(1);
});

test('a run that did not come about says why and leaves what was found before', async () => {
  bridge.emit('doctor.changed', all('ok', { finishedAt: 50 }));
  void store().run('ops');
  await bridge.answer('doctor.run', err(broken));
  expect([store().failures, stateOf('clock'), isRunning(report())]).toEqual([{ ops: broken }, 'ok', false]);
  void store().run('oa');
  await bridge.answer('doctor.run', err(broken));
  expect(store().reports.oa).toBeUndefined();
  void store().run('oa');
  expect(store().failures.oa).toBeUndefined();
});

test('each account has findings of its own', () => {
  bridge.emit('doctor.changed', all('ok', { finishedAt: 50 }));
  bridge.emit('doctor.changed', all('failed', { account: 'oa', finishedAt: 60 }));
  expect([stateOf('clock'), store().reports.oa?.checks[0]?.state]).toEqual(['ok', 'failed']);
});

test('a page that is loaded anew shows what was found before, and when, unless something newer has come in', async () => {
  bridge.emit('doctor.changed', all('failed', { account: 'oa', startedAt: 60, finishedAt: 70 }));
  const before = all('ok', { startedAt: 40, finishedAt: 50 });
  await bridge.answer('doctor.last', ok([before, { ...before, account: 'oa' }]));
  expect([stateOf('clock'), report()?.finishedAt]).toEqual(['ok', 50]);
  expect(store().reports.oa).toMatchObject({ finishedAt: 70, checks: [{ state: 'failed' }, ...checkIds.slice(1).map(() => ({}))] });
});
