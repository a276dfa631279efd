import { beforeEach, describe, expect, test } from 'vitest';
import { failure } from '../../../shared/failures.ts';
import type { Incident } from '../../../shared/monitor/incident.ts';
import type { Run } from '../../../shared/run.ts';
import { type Db, openDatabase } from '../database.ts';
import { drop, get, lastEnded, type NoticeWish, page, recent, runsOn, write } from './incidents.ts';
import * as notices from './notices.ts';
import * as outbox from './outbox.ts';
import * as runs from './runs.ts';

let db: Db;
beforeEach(() => {
  db = openDatabase(':memory:');
});

const incidentOf = (monitor: string, openedAt: number, given: Partial<Incident> = {}): Omit<Incident, 'number'> => ({
  ...{ monitor, name: monitor, severity: 'critical', failedAt: openedAt, openedAt, reason: failure('monitor/refused') },
  ...given,
});
const wish = (key: string, given: Partial<NoticeWish> = {}) => ({
  ...{ incident: 1, key, kind: 'down' as const, account: 'ops', person: 'li', at: 1, dueAt: 1 },
  ...given,
});

describe('Incidents', () => {
  test('are numbered from 1, and change under their number', () => {
    const changes = ['web', 'db'].map((monitor, index) => ({ incident: incidentOf(monitor, 1000 + index), events: [] }));
    expect(write(db, { changes })).toEqual({ numbers: [1, 2] });
    const over = { ...incidentOf('web', 1000), number: 1, recoveredAt: 2000, ended: 'recovered' as const };
    expect(write(db, { changes: [{ incident: over, events: [{ at: 2000, kind: 'recovered' }] }] })).toEqual({ numbers: [1] });
    expect(get(db, { number: 1 })).toEqual({ incident: over, events: [{ at: 2000, kind: 'recovered' }], notices: [] });
    expect(page(db, { limit: 9 }).map(({ number }) => number)).toEqual([2, 1]);
    expect(page(db, { limit: 9, open: true }).map(({ number }) => number)).toEqual([2]);
    expect(page(db, { limit: 9, monitor: 'web' }).map(({ number }) => number)).toEqual([1]);
    expect(page(db, { limit: 9, before: 2 }).map(({ number }) => number)).toEqual([1]);
    expect(recent(db, { since: 5000 }).map(({ number }) => number)).toEqual([2]);
  });
  test('whose recovery was the last thing to be written are found again', () => {
    const recovered = (monitor: string, at: number) => ({
      incident: incidentOf(monitor, at - 1000, { recoveredAt: at, ended: 'recovered' as const }),
      events: [{ at, kind: 'recovered' as const }],
    });
    expect(lastEnded(db)).toEqual([]);
    write(db, { changes: [recovered('old', 100_000), recovered('web', 900_000), recovered('db', 905_000)] });
    write(db, { changes: [{ incident: incidentOf('app', 910_000), events: [{ at: 910_000, kind: 'opened' }] }] });
    expect(lastEnded(db).map(({ monitor }) => monitor)).toEqual(['web', 'db']);
  });
  test('that ended long ago go with all that belongs to them; those that are open stay', () => {
    const over = incidentOf('web', 1000, { recoveredAt: 2000 });
    write(db, {
      changes: [
        { incident: over, events: [{ at: 1000, kind: 'opened' }] },
        { incident: incidentOf('db', 1000), events: [] },
      ],
    });
    notices.add(db, { wishes: [wish('down li')] });
    expect(drop(db, { before: 9000, limit: 10 })).toEqual({ dropped: 1 });
    expect(get(db, { number: 1 })).toBeNull();
    expect(notices.due(db)).toEqual([]);
    expect(get(db, { number: 2 })).not.toBeNull();
  });
  test('have what was run on their target meanwhile', () => {
    const run = (id: string, at: number, targets: string[]): Run => ({
      ...{ id, at, origin: 'console', command: 'service', line: id, danger: 'change', targets, state: 'done' },
    });
    for (const one of [run('before', 900, ['web-01']), run('other', 1500, ['db-01']), run('meant', 1500, ['db-01', 'web-01'])])
      runs.put(db, { run: one, trail: [] });
    expect(runsOn(db, { target: 'web-01', from: 1000, to: 2000, limit: 9 }).map(({ id }) => id)).toEqual(['meant']);
  });
});

describe('Notices', () => {
  beforeEach(() => {
    write(db, { changes: [{ incident: incidentOf('web', 1000), events: [] }] });
  });
  test('are wanted once, however often they are asked for', () => {
    expect(notices.add(db, { wishes: [wish('down li'), wish('down li'), wish('recovered li', { kind: 'recovered' })] })).toHaveLength(2);
    expect(notices.add(db, { wishes: [wish('down li')] })).toEqual([]);
    expect(notices.made(db, { incidents: [1, 2] }).map(({ key, state }) => `${key} ${state}`)).toEqual(['down li due', 'recovered li due']);
  });
  test('are brought forward, and taken up again where they were not told', () => {
    const [notice] = notices.add(db, { wishes: [wish('down li', { dueAt: 900 })] });
    const again = (dueAt: number) => notices.add(db, { wishes: [wish('down li', { dueAt })] }).map((one) => [one.id, one.dueAt]);
    expect([again(1000), again(800)]).toEqual([[], [[notice?.id, 800]]]);
    for (const state of ['dropped', 'unsendable'] as const) {
      notices.close(db, { ids: [notice?.id ?? 0], state, failure: failure('notices/unsendable', { person: 'li' }) });
      expect(notices.made(db, { incidents: [1] })).toEqual([]);
      expect(again(1000)).toEqual([[notice?.id, 1000]]);
      expect(get(db, { number: 1 })?.notices).toEqual([expect.not.objectContaining({ failure: expect.anything() })]);
    }
    notices.queue(db, { ids: [notice?.id ?? 0], account: 'ops', person: 'li', at: 5, messages: [{ key: 'notice 1 0', text: 'down' }] });
    expect(again(1)).toEqual([]);
  });
  test('are not marked as told where no message tells them', () => {
    const [notice] = notices.add(db, { wishes: [wish('down li')] });
    expect(() => notices.queue(db, { ids: [notice?.id ?? 0], account: 'ops', person: 'li', at: 5, messages: [] })).toThrow('no message');
    expect(notices.due(db)).toHaveLength(1);
  });
  test('are in a message of the outbox together, once, even where that is asked for twice', () => {
    const [first, second] = notices.add(db, { wishes: [wish('down li'), wish('reminder li')] });
    const asked = {
      ids: [first?.id ?? 0, second?.id ?? 0],
      account: 'ops',
      person: 'li',
      at: 5,
      messages: [{ key: 'notice 1 0', text: 'down' }],
    };
    const { messageIds } = notices.queue(db, asked);
    expect(notices.queue(db, asked)).toEqual({ messageIds });
    expect(outbox.heads(db, { limit: 9 })).toMatchObject([{ id: messageIds[0], person: 'li', text: 'down', key: 'notice 1 0' }]);
    expect(notices.due(db)).toEqual([]);
    expect(get(db, { number: 1 })?.notices).toMatchObject([
      { state: 'queued', message: { id: messageIds[0], state: 'queued' } },
      { state: 'queued', message: { id: messageIds[0], state: 'queued' } },
    ]);
  });
  test('of what is over are taken back with all their parts, but not in a message that tells of something open', () => {
    write(db, { changes: [{ incident: incidentOf('db', 1001), events: [] }] });
    const ids = notices.add(db, { wishes: [wish('down li'), { ...wish('down li'), incident: 2 }] }).map(({ id }) => id);
    const messages = [0, 1].map((part) => ({ key: `notice 1 ${part}`, text: `part ${part}` }));
    const asked = { ids, account: 'ops', person: 'li', at: 5, messages };
    const { messageIds } = notices.queue(db, asked);
    notices.queue(db, { ...asked, ids: [], messages: [{ key: 'notice 11 0', text: 'another one' }] });
    const over = (monitor: string, number: number) =>
      write(db, { changes: [{ incident: { ...incidentOf(monitor, 1000), number, recoveredAt: 2000, ended: 'recovered' }, events: [] }] });
    over('web', 1);
    expect(notices.unsentTo(db, { incident: 1 })).toEqual([{ account: 'ops', person: 'li' }]);
    expect(notices.outdated(db, { incident: 1 })).toEqual({ messages: [] });
    over('db', 2);
    expect(notices.outdated(db, { incident: 2 })).toEqual({ messages: [messageIds[0]] });
    const back = notices.takeBack(db, { messages: [messageIds[0] ?? ''], failure: failure('notices/over') });
    expect(back.map(({ id }) => id)).toEqual(ids);
    expect(notices.due(db)).toEqual(back);
    expect(outbox.heads(db, { limit: 9 }).map(({ text }) => text)).toEqual(['another one']);
    expect(notices.takeBack(db, { messages: messageIds, failure: failure('notices/over') })).toEqual([]);
    const again = notices.queue(db, asked).messageIds;
    expect(again.filter((id) => messageIds.includes(id))).toEqual([]);
  });
  test('that cannot be told say why', () => {
    const [notice] = notices.add(db, { wishes: [wish('down li')] });
    const reason = failure('notices/unsendable', { person: 'li' });
    notices.close(db, { ids: [notice?.id ?? 0], state: 'unsendable', failure: reason });
    expect(get(db, { number: 1 })?.notices).toMatchObject([{ state: 'unsendable', failure: reason }]);
  });
});
