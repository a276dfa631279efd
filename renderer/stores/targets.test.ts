import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { err, ok } from '../../shared/result.ts';
import { Target, type TargetView } from '../../shared/target.ts';
import { broken, createFakeBridge, type FakeBridge } from './fake-bridge.ts';
import { formOfTarget, newTargetForm } from './target-form.ts';
import { createTargetsStore, newTarget } from './targets.ts';

const view = (change: Partial<TargetView> = {}): TargetView => ({
  ...Target.parse({ id: 'web', name: 'Web', ssh: { host: 'web', user: 'ops', auth: { by: 'password' } } }),
  ...{ drivers: ['ssh'], capabilities: ['shell'], secrets: { sshPassword: 1 }, light: { state: 'unknown' } },
  ...change,
});

let bridge: FakeBridge;
let targets: ReturnType<typeof createTargetsStore>;
let stop: () => void;
beforeEach(() => {
  vi.useFakeTimers();
  bridge = createFakeBridge();
  targets = createTargetsStore(bridge);
  stop = targets.start();
});
afterEach(() => {
  stop();
  expect(bridge.listeners()).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const state = () => targets.store.getState();
const ids = () => (state().targets.value ?? []).map(({ id }) => id);
const load = async (...list: TargetView[]) => {
  void state().load();
  await bridge.answer('targets.list', ok({ targets: list }));
};
const remove = async (id: string) => {
  void state().remove(id);
  await bridge.answer('targets.delete', ok(null));
};

describe('the servers', () => {
  test('follow what happens, also while they are asked for', async () => {
    void state().load();
    bridge.emit('targets.changed', [view({ id: 'newer' })]);
    await bridge.answer('targets.list', ok({ targets: [view()] }));
    expect(ids()).toEqual(['newer']);
  });

  test('that cannot be had say why', async () => {
    void state().load();
    await bridge.answer('targets.list', err(broken));
    expect(state().targets).toEqual({ state: 'failed', failure: broken });
  });
});

describe('a change', () => {
  test('is kept until it says the same as what is saved', async () => {
    await load(view());
    state().edit('web', { ...formOfTarget(view()), name: 'Other' });
    expect(state().drafts.web?.name).toBe('Other');
    state().edit('web', formOfTarget(view()));
    expect(state().drafts).toEqual({});
  });

  test('is saved with what was typed, and forgets what is to go', async () => {
    await load(view());
    const form = { ...formOfTarget(view()), name: 'Other' };
    state().edit('web', form);
    const saved = state().save('web', form, { sshPassword: 'new', vncPassword: 'of no use' }, ['sshPassword']);
    const [call] = bridge.waiting('targets.save');
    expect(call?.input).toMatchObject({
      isNew: false,
      secrets: { sshPassword: 'new' },
      forget: ['sshPassword'],
      target: { name: 'Other' },
    });
    await bridge.answer('targets.save', ok(view({ name: 'Other' })));
    expect(await saved).toBe('web');
    expect(state().drafts).toEqual({});
  });

  test('that is refused stays, with the reason', async () => {
    await load(view());
    const form = { ...newTargetForm(), id: 'a', name: 'a', sshHost: 'a', sshUser: 'b' };
    state().edit(newTarget, form);
    const saved = state().save(newTarget, form, {}, []);
    expect(bridge.waiting('targets.save')[0]?.input.isNew).toBe(true);
    await bridge.answer('targets.save', err(broken));
    expect(await saved).toBeNull();
    expect(state().failures[newTarget]).toEqual({ act: 'save', failure: broken });
    expect(state().drafts[newTarget]).toEqual(form);
  });
});

describe('a deleted server', () => {
  test('can be brought back for a while', async () => {
    await load(view(), view({ id: 'db', name: 'DB' }));
    await remove('web');
    await remove('db');
    expect(ids()).toEqual([]);
    expect(state().deleted.map(({ id }) => id)).toEqual(['web', 'db']);
    void state().restore('web');
    await bridge.answer('targets.restore', ok(view()));
    expect(ids()).toEqual(['web']);
    expect(state().deleted).toEqual([{ id: 'db', name: 'DB' }]);
    vi.advanceTimersByTime(60_000);
    expect(state().deleted).toEqual([]);
  });

  test('that cannot be brought back says why, where that was asked', async () => {
    await load(view());
    await remove('web');
    void state().restore('web');
    await bridge.answer('targets.restore', err(broken));
    expect(state().deleted).toHaveLength(1);
    expect(state().failures.web).toEqual({ act: 'restore', failure: broken });
    state().letGo('web');
    expect(state().failures).toEqual({});
  });
});

describe('a trial', () => {
  test('of a new server borrows nobody’s secrets', async () => {
    await load(view({ id: 'trial' }));
    const form = { ...newTargetForm(), id: 'trial', sshHost: 'a', sshUser: 'b' };
    void state().tryDriver(newTarget, form, 'ssh', {});
    expect(bridge.waiting('targets.try')[0]?.input.target.id).not.toBe('trial');
    expect(state().trials['+/ssh']).toEqual({ state: 'trying' });
    await bridge.answer('targets.try', ok({ ms: 12, found: 'Linux' }));
    expect(state().trials['+/ssh']).toEqual({ state: 'found', ms: 12, found: 'Linux' });
  });

  test('of a way that has changed meanwhile tells nothing', async () => {
    await load(view());
    void state().tryDriver('web', formOfTarget(view()), 'ssh', {});
    state().forgetTrial('web', 'ssh');
    await bridge.answer('targets.try', err(broken));
    expect(state().trials).toEqual({});
  });
});
