import { describe, expect, test } from 'vitest';
import type { Monitor } from '../../../shared/monitor/monitor.ts';
import { must } from '../../../shared/test-result.ts';
import { simulatedTiming } from '../../simulated-timing.ts';
import { monitorOf, openTestRoom, worldOf } from '../test-monitors.ts';
import { writeFile } from './read-file.ts';

const push = (token: string): Partial<Monitor> => ({ check: { kind: 'push', token, graceSeconds: 60 } });
const token = 'a-token-of-the-tests-x';

/** A room with monitors in it, into which files are read. */
async function opened(monitors: Monitor[] = []) {
  const timing = simulatedTiming();
  const { room } = await openTestRoom(timing, worldOf(timing));
  must(await room.addAll(monitors));
  return { room, read: (file: readonly Monitor[]) => must(room.readImport(writeFile(file))) };
}

describe('What a file holds can be added', () => {
  test('of Uptime Kuma, where names share what an id keeps of them', async () => {
    const { room } = await opened();
    const ping = { type: 'ping', hostname: '192.0.2.1', interval: 60 };
    const monitorList = ['API 生产', 'API 测试', 'API'].map((name, index) => ({ id: index + 1, name, ...ping, parent: index }));
    const { found } = must(room.readImport(JSON.stringify({ monitorList })));
    expect(found.map(({ id, parent }) => [id, parent])).toEqual([
      ['api', undefined],
      ['api-2', 'api'],
      ['api-3', 'api-2'],
    ]);
    must(await room.addAll(found));
  });
  test('where one id stands in it twice', async () => {
    const { room, read } = await opened([monitorOf('web')]);
    const { found } = read([monitorOf('web'), monitorOf('web', { name: 'other' }), monitorOf('shop', { parent: 'web' })]);
    expect(found.map(({ id, parent }) => [id, parent])).toEqual([
      ['web-2', undefined],
      ['web-3', undefined],
      ['shop', 'web-2'],
    ]);
    must(await room.addAll(found));
  });
  test('where a job of it is there already, or in it twice: that gets an address of its own', async () => {
    const { room, read } = await opened([monitorOf('job', push(token))]);
    const other = push('another-token-of-tests');
    const { found, changes } = read([monitorOf('job', push(token)), monitorOf('one', other), monitorOf('two', other)]);
    expect(changes).toEqual(['job-2', 'two'].map((id) => ({ id, what: 'token' })));
    const tokens = found.map(({ check }) => check.kind === 'push' && check.token);
    expect(new Set([token, ...tokens]).size).toBe(4);
    expect(tokens[1]).toBe('another-token-of-tests');
    must(await room.addAll(found));
  });
  test('but for what needs a server that is not here, which is said by name', async () => {
    const { room, read } = await opened();
    const cpu = monitorOf('cpu', { name: 'CPU', check: { kind: 'metrics', metric: 'cpu', over: 90, forSeconds: 0 }, target: 'web-01' });
    const { found, changes, problems } = read([cpu, monitorOf('web', { parent: 'cpu', target: 'web-01' })]);
    expect(changes).toEqual([
      { id: 'web', what: 'parent', was: 'CPU' },
      { id: 'web', what: 'target', was: 'web-01' },
    ]);
    expect(problems).toMatchObject([{ name: 'CPU', reason: { code: 'monitors/import-unknown-target', params: { target: 'web-01' } } }]);
    expect(found).toMatchObject([{ id: 'web' }]);
    expect(found[0]).not.toHaveProperty('parent');
    must(await room.addAll(found));
  });
  test('and what stood behind that is not put behind one of the same id that is here', async () => {
    const { room, read } = await opened([monitorOf('cpu')]);
    const cpu = monitorOf('cpu', { check: { kind: 'metrics', metric: 'cpu', over: 90, forSeconds: 0 }, target: 'web-01' });
    const { found } = read([cpu, monitorOf('shop', { parent: 'cpu' })]);
    expect(found[0]).not.toHaveProperty('parent');
    must(await room.addAll(found));
  });
});
