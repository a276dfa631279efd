import { describe, expect, test } from 'vitest';
import { failure } from '../../shared/failures.ts';
import { HttpSpec } from '../../shared/monitor/check-spec.ts';
import { err, ok } from '../../shared/result.ts';
import { createMemoryStore } from '../secrets/memory.ts';
import { simulatedTiming } from '../simulated-timing.ts';
import type { Check } from './check.ts';
import { up } from './check.ts';
import { memoryStore, monitorOf, openTestRoom, worldOf } from './test-monitors.ts';

const checkOf = (given: object = {}) =>
  HttpSpec.parse({ kind: 'http', url: 'https://shop.test/a', secretHeaders: ['Authorization'], ...given });
const web = monitorOf('web', { check: checkOf() });
const typed = { Authorization: 'Bearer x' };

/** A room whose checks note which secrets they would send. */
async function opened(store = memoryStore()) {
  const timing = simulatedTiming();
  const secrets = createMemoryStore(timing);
  const sent: unknown[] = [];
  let isLocked = false;
  const made = await openTestRoom(timing, worldOf(timing), {
    ...{ store, secrets: async () => (isLocked ? err(failure('secrets/locked')) : ok(secrets)) },
    makeCheck: ({ id }, tools): Check => ({
      async run() {
        const found = await tools.secretHeaders(id);
        sent.push(found.ok ? found.value : found.error.code);
        return up();
      },
    }),
  });
  const inStore = async (id: string) => (await secrets.get(`monitor/${id}/authorization`)) as { value?: { text: string } };
  const lock = (locked: boolean) => {
    isLocked = locked;
  };
  return { ...made, timing, sent, lock, textOf: async (id: string) => (await inStore(id)).value?.text };
}

describe('The value of a secret header', () => {
  test('is kept in the secret store, is sent, and is shown as set only', async () => {
    const { room, store, timing, sent, textOf } = await opened();
    expect(await room.save(web, true, typed)).toMatchObject({ ok: true, value: { secrets: { authorization: timing.now() } } });
    await timing.pass(1_000);
    expect(sent).toEqual([{ authorization: 'Bearer x' }]);
    expect(await textOf('web')).toBe('Bearer x');
    expect(JSON.stringify([room.list(), await store.do('monitors.list'), room.exportFile(undefined)])).not.toContain('Bearer');
  });
  test('stays where the monitor is changed, and is replaced by typing', async () => {
    const { room, timing, sent, textOf } = await opened();
    await room.save(web, true, typed);
    await room.save({ ...web, name: 'Shop' }, false);
    await room.edit(['web'], (monitor) => ({ ...monitor, tags: ['a'] }));
    expect(await textOf('web')).toBe('Bearer x');
    await timing.pass(1_000);
    await room.save(web, false, { Authorization: 'Bearer y' });
    await timing.pass(1_000);
    expect(sent.at(-1)).toEqual({ authorization: 'Bearer y' });
  });
  test('outlasts a restart', async () => {
    const store = memoryStore();
    const { room } = await opened(store);
    await room.save(web, true, typed);
    await room.close();
    const again = await opened(store);
    expect(again.room.list()[0]?.secrets).toHaveProperty('authorization');
  });
  test('goes with the header and with the monitor, and comes back with it', async () => {
    const { room, timing, textOf } = await opened();
    await room.save(web, true, typed);
    await room.remove(['web']);
    expect(await textOf('web')).toBeUndefined();
    expect(await room.restore(['web'])).toMatchObject({ ok: true, value: [{ secrets: { authorization: timing.now() } }] });
    expect(await textOf('web')).toBe('Bearer x');
    await room.save({ ...web, check: checkOf({ secretHeaders: [] }) }, false);
    expect(await textOf('web')).toBeUndefined();
    expect(room.list()[0]).not.toHaveProperty('secrets');
  });
  test('stays in a store that cannot be opened while the monitor goes, and comes back with it', async () => {
    const { room, timing, textOf, lock } = await opened();
    await room.save({ ...web, paused: true }, true, typed);
    lock(true);
    expect(await room.remove(['web'])).toMatchObject({ ok: true });
    expect(room.list()).toEqual([]);
    lock(false);
    expect(await room.restore(['web'])).toMatchObject({ value: [{ secrets: { authorization: timing.now() } }] });
    expect(await textOf('web')).toBe('Bearer x');
  });
  test('of a deleted monitor is not that of a new one under its id', async () => {
    const { room } = await opened();
    await room.save(web, true, typed);
    await room.remove(['web']);
    expect(await room.save(web, true)).toMatchObject({ ok: false, error: { code: 'monitors/no-secret' } });
  });
  test('has to be typed again for another server', async () => {
    const { room } = await opened();
    await room.save(web, true, typed);
    const moved = { ...web, check: checkOf({ url: 'https://evil.test/a' }) };
    expect(await room.save(moved, false)).toMatchObject({ ok: false, error: { code: 'monitors/retype-secret' } });
    expect(await room.tryOut(moved)).toMatchObject({ ok: false, error: { code: 'monitors/retype-secret' } });
    expect(await room.save(moved, false, typed)).toMatchObject({ ok: true });
    expect(await room.save({ ...web, check: checkOf({ url: 'https://evil.test/b' }) }, false)).toMatchObject({ ok: true });
  });
  test('is tried as it was typed, and nothing of that is kept', async () => {
    const { room, sent, textOf } = await opened();
    expect(await room.tryOut(web)).toMatchObject({ ok: false, error: { code: 'monitors/no-secret' } });
    expect(await room.tryOut(web, typed)).toMatchObject({ ok: true });
    await room.save({ ...web, paused: true }, true, { Authorization: 'Bearer saved' });
    await room.tryOut(web);
    await room.tryOut(web, typed);
    expect(sent).toEqual([typed, { Authorization: 'Bearer saved' }, typed].map(({ Authorization }) => ({ authorization: Authorization })));
    expect(await textOf('web')).toBe('Bearer saved');
  });
  test('is copied by a clone, and missing after an import: nobody can tell then', async () => {
    const { room, timing, sent, textOf } = await opened();
    await room.save({ ...web, paused: true }, true, typed);
    expect(await room.clone('web')).toMatchObject({ ok: true, value: { id: 'web-2', secrets: expect.anything() } });
    expect(await textOf('web-2')).toBe('Bearer x');
    await room.addAll([monitorOf('brought', { check: checkOf() })]);
    await timing.pass(1_000);
    expect(sent).toEqual(['monitors/no-secret']);
    expect(await room.clone('brought')).toMatchObject({ ok: true });
  });
});
