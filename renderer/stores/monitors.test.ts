import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { err, ok } from '../../shared/result.ts';
import { broken, createFakeBridge, type FakeBridge } from './fake-bridge.ts';
import { monitorView } from './fake-monitors.ts';
import { formOfMonitor } from './monitor-form.ts';
import { newMonitor } from './monitor-part.ts';
import { createMonitorsStore, many, stripBeats } from './monitors.ts';

let bridge: FakeBridge;
let monitors: ReturnType<typeof createMonitorsStore>;
let stop: () => void;
const state = () => monitors.store.getState();
const web = monitorView({ id: 'web' });
const db = monitorView({ id: 'db' });
const { state: _, since: __, ...plainWeb } = web;

beforeEach(async () => {
  vi.useFakeTimers();
  bridge = createFakeBridge();
  monitors = createMonitorsStore(bridge);
  stop = monitors.start();
  await bridge.answer('monitors.list', ok({ monitors: [web, db], pushUrl: 'http://127.0.0.1/push/' }));
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

describe('what the gateway tells', () => {
  test('takes its place in the list', () => {
    bridge.emit('monitors.changed', { changed: [{ ...web, state: 'down' }, monitorView({ id: 'new' })], removed: ['db'] });
    expect(state().monitors.value?.map(({ id, state: now }) => `${id} ${now}`)).toEqual(['web down', 'new up']);
  });

  test('is newer than an answer that is under way', async () => {
    void state().load();
    bridge.emit('monitors.changed', { changed: [{ ...web, state: 'down' }], removed: [] });
    await bridge.answer('monitors.list', ok({ monitors: [web, db], pushUrl: '' }));
    expect(state().monitors.value?.[0]?.state).toBe('down');
  });

  test('a list that cannot be read again stays as it was', async () => {
    void state().load();
    await bridge.answer('monitors.list', err(broken));
    expect(state().monitors).toMatchObject({ state: 'failed', value: [web, db] });
  });
});

describe('the strips', () => {
  test('are asked for while somebody looks, and grow with each check', async () => {
    expect(bridge.waiting('beats.strip')).toHaveLength(0);
    const end = state().watch();
    const first = { at: 1, state: 'up' as const, ms: 5 };
    await bridge.answer('beats.strip', ok({ web: [first] }));
    bridge.emit('beats.added', [{ monitor: 'web', at: 2, state: 'down' }]);
    expect(state().strips.web).toEqual([first, { at: 2, state: 'down' }]);
    end();
    bridge.emit('beats.added', [{ monitor: 'web', at: 3, state: 'up' }]);
    expect(state().strips.web).toHaveLength(2);
  });

  test('hold so many checks and no more, and none twice', () => {
    state().watch();
    const beats = Array.from({ length: stripBeats + 5 }, (_one, index) => ({ monitor: 'web', at: index + 1, state: 'up' as const }));
    bridge.emit('beats.added', beats);
    bridge.emit('beats.added', beats.slice(-1));
    expect(state().strips.web).toHaveLength(stripBeats);
    expect(state().strips.web?.at(-1)?.at).toBe(stripBeats + 5);
  });

  test('shares are asked for again each minute while somebody looks', async () => {
    const end = state().watch();
    await bridge.answer('beats.uptime', ok({ web: { day: 0.5 } }));
    expect(state().uptime.web).toEqual({ day: 0.5 });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(bridge.waiting('beats.uptime')).toHaveLength(1);
    end();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(bridge.waiting('beats.uptime')).toHaveLength(1);
  });
});

test('the share of a monitor that had none is known soon after its first check', async () => {
  state().watch();
  await bridge.answer('beats.uptime', ok({ web: { day: 1 } }));
  bridge.emit('beats.added', [{ monitor: 'web', at: 1, state: 'up' }]);
  await vi.advanceTimersByTimeAsync(5000);
  expect(bridge.waiting('beats.uptime')).toHaveLength(0);
  bridge.emit('beats.added', [{ monitor: 'db', at: 1, state: 'up' }]);
  await vi.advanceTimersByTimeAsync(5000);
  expect(bridge.waiting('beats.uptime')).toHaveLength(1);
});

describe('a draft', () => {
  test('is kept until it is saved', async () => {
    state().edit('web', { ...formOfMonitor(web), name: 'Shop' });
    expect(state().drafts.web?.name).toBe('Shop');
    const saved = state().save('web', { ...plainWeb, name: 'Shop' }, {});
    expect(state().busy.web).toBe('save');
    await bridge.answer('monitors.save', ok({ ...web, name: 'Shop' }));
    expect(await saved).toBe(true);
    expect(state().drafts).toEqual({});
    expect(state().monitors.value?.[0]?.name).toBe('Shop');
  });

  test('that says the same as the monitor is none', () => {
    state().edit('web', { ...formOfMonitor(web), name: 'Shop' });
    state().edit('web', formOfMonitor(web));
    expect(state().drafts).toEqual({});
  });

  test('stays where it could not be saved, with what was wrong', async () => {
    state().edit(newMonitor, { ...formOfMonitor(web), id: 'x' });
    const saved = state().save(newMonitor, { ...plainWeb, id: 'x' }, {});
    expect(bridge.waiting('monitors.save')[0]?.input.isNew).toBe(true);
    await bridge.answer('monitors.save', err(broken));
    expect(await saved).toBe(false);
    expect(state().drafts[newMonitor]).toBeDefined();
    expect(state().failures[newMonitor]).toEqual({ act: 'save', failure: broken });
  });
});

test('a trial that was overtaken by a change of the form says nothing', async () => {
  const tried = state().tryOut('web', plainWeb, {});
  expect(state().trials.web).toEqual({ state: 'trying' });
  state().forgetTrial('web');
  await bridge.answer('monitors.test', ok({ state: 'up', ms: 3 }));
  await tried;
  expect(state().trials).toEqual({});
});

describe('deleted monitors', () => {
  const remove = async () => {
    const done = state().remove(['web', 'db']);
    await bridge.answer('monitors.delete', ok(null));
    return done;
  };
  test('can be brought back for a while', async () => {
    expect(await remove()).toBe(true);
    expect(state().monitors.value).toEqual([]);
    expect(state().deleted).toEqual([{ key: 'web,db', ids: ['web', 'db'], name: 'web, db' }]);
    const back = state().restore('web,db');
    await bridge.answer('monitors.restore', ok([web, db]));
    expect(await back).toBe(true);
    expect(state().monitors.value).toHaveLength(2);
    expect(state().deleted).toEqual([]);
  });
  test('but not for ever', async () => {
    await remove();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(state().deleted).toEqual([]);
  });
});

test('what is done to many stands under one name', async () => {
  const paused = state().pause(['web', 'db'], true);
  expect(state().busy[many]).toBe('pause');
  await bridge.answer('monitors.pause', err(broken));
  await paused;
  expect(state().busy).toEqual({});
  expect(state().failures[many]?.failure).toBe(broken);
});

test('a clone is in the list at once', async () => {
  const cloned = state().clone('web');
  await bridge.answer('monitors.clone', ok({ ...web, id: 'web-2', paused: true }));
  expect(await cloned).toBe('web-2');
  expect(state().monitors.value?.map(({ id }) => id)).toEqual(['web', 'db', 'web-2']);
});

test('nobody listens when it has stopped', () => {
  stop();
  expect(bridge.listeners()).toBe(0);
});
