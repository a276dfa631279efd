import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { platformFailure } from '../../shared/errcodes.ts';
import { failure } from '../../shared/failures.ts';
import type { MenuState } from '../../shared/menu/menu-state.ts';
import type { MessageDetail } from '../../shared/message-log.ts';
import type { Standing } from '../../shared/monitor/down-words.ts';
import type { Incident } from '../../shared/monitor/incident.ts';
import type { MonitorView } from '../../shared/monitor/monitor.ts';
import type { Overview } from '../../shared/overview.ts';
import type { PlatformState } from '../../shared/platform.ts';
import { ok } from '../../shared/result.ts';
import type { TunnelState } from '../../shared/tunnel.ts';
import type { CallTable } from '../calls/call-table.ts';
import { createEventHub, type EventHub } from '../events.ts';
import { monitorOf } from '../monitor/test-monitors.ts';
import { type SimulatedTiming, simulatedTiming } from '../simulated-timing.ts';
import type { RowGlance } from '../store/records.ts';
import { followAlarms } from './follow-alarms.ts';
import type { DesktopNotice } from './notice-text.ts';

const view = (id: string, state: MonitorView['state'], since = 0): MonitorView => ({ ...monitorOf(id), state, since });
const incident = (number: number, more: Partial<Incident> = {}): Incident => ({
  ...{ number, monitor: `m${number}`, name: `m${number}`, severity: 'critical', failedAt: 0, openedAt: 0 },
  ...{ reason: failure('monitor/refused'), ...more },
});

const refused = platformFailure('wecom', 60_020, 'not allow to access from your ip');

let events: EventHub;
let timing: SimulatedTiming;
let notices: DesktopNotice[];
let standings: Standing[];
let rowsChanged: (rows: RowGlance[]) => void;
let end: () => void;
/** When the message was tried last. */
let triedAt: number;

let accounts: Overview['accounts'];
const tunnel = (state: TunnelState['state']): TunnelState => ({ provider: 'localtunnel', state, requests: 0, notes: [], output: [] });

beforeEach(async () => {
  accounts = [];
  events = createEventHub();
  timing = simulatedTiming();
  triedAt = timing.now();
  notices = [];
  standings = [];
  const calls = {
    'monitors.list': async () => ok({ monitors: [view('m1', 'down'), view('m2', 'up')], pushUrl: '' }),
    'incidents.page': async () => ok([incident(1)]),
    'messages.get': async () => {
      const sending = { attempts: [{ at: triedAt, ms: 20 }], tries: 1 };
      return ok({ id: '7', account: 'ops', state: 'dead', failure: refused, sending } as MessageDetail);
    },
    'overview.get': async () => ok({ accounts } as Overview),
    'tunnel.get': async () => ok({ config: { provider: 'none' }, state: tunnel('up') }),
  } satisfies Partial<CallTable>;
  end = await followAlarms({
    gateway: {
      ...{ calls: calls as unknown as CallTable, events },
      onRows(listener) {
        rowsChanged = listener;
        return () => undefined;
      },
    },
    ...{ timing, language: () => 'en' },
    notify: (notice) => notices.push(notice),
    onStanding: (standing) => standings.push(standing),
    onBug(error) {
      throw error;
    },
  });
});
afterEach(() => end());

/** The hub tells what was emitted after a frame, or a tenth of a second where much is told. */
const told = () => new Promise((resolve) => setTimeout(resolve, 130));
const titles = () => notices.map(({ title }) => title);

test('what was down before the program began is counted, and no news', async () => {
  events.emit('incidents.changed', [incident(1)]);
  await told();
  await timing.pass(60_000);
  expect(standings).toEqual([{ down: ['m1'], unknown: 0, watched: 2 }]);
  expect(titles()).toEqual([]);
});

test('what goes down is counted and told', async () => {
  events.emit('monitors.changed', { changed: [view('m2', 'down', 5)], removed: [] });
  events.emit('incidents.changed', [incident(2)]);
  await told();
  await timing.pass(1_000);
  expect(standings.at(-1)).toEqual({ down: ['m2', 'm1'], unknown: 0, watched: 2 });
  expect(titles()).toEqual(['■ Down: m2']);
});

test('of a storm one notification tells what came first, and one the rest', async () => {
  events.emit('incidents.changed', [incident(2), incident(3)]);
  await told();
  await timing.pass(1_000);
  for (const number of [4, 5, 6]) {
    events.emit('incidents.changed', [incident(number)]);
    await told();
    await timing.pass(2_000);
  }
  expect(titles()).toEqual(['■ 2 down']);
  await timing.pass(15_000);
  expect(titles()).toEqual(['■ 2 down', '■ 3 down']);
});

test('notices that nobody gets are told together, with the reason, and not again and again', async () => {
  const reason = failure('notices/no-sender', { account: 'Ops' });
  const notice = (number: number) => ({ incident: number, name: `m${number}`, account: 'ops', person: 'zhang', failure: reason });
  events.emit('notices.unsendable', [notice(1)]);
  events.emit('notices.unsendable', [notice(2)]);
  await told();
  await timing.pass(1_000);
  expect(notices).toEqual([
    {
      title: '▲ Alerts were not sent: m1, m2',
      body: 'The account Ops cannot send messages by itself\nThey are tried again until it is over.',
      route: '#/monitors/%2Bincidents',
    },
  ]);
  events.emit('notices.unsendable', [notice(1)]);
  await told();
  await timing.pass(60_000);
  expect(notices).toHaveLength(1);
  await timing.pass(30 * 60_000);
  events.emit('notices.unsendable', [notice(1)]);
  await told();
  await timing.pass(1_000);
  expect(notices[1]).toMatchObject({ title: '▲ Alerts were not sent: m1', route: '#/monitors/incident%3A1' });
});

test('that nobody is told of an incident is told of each rule that means nobody', async () => {
  const nobody = (incident: number, rules: string) => ({
    ...{ incident, name: `m${incident}`, account: '', person: '', failure: failure('notices/nobody', { rules }) },
  });
  for (const notice of [nobody(1, 'Web'), nobody(2, 'Web'), nobody(3, 'Database')]) {
    events.emit('notices.unsendable', [notice]);
    await told();
    await timing.pass(60_000);
  }
  expect(notices.map(({ body }) => /"(.*)"/.exec(body)?.[1])).toEqual(['Web', 'Database']);
});

test('monitors that nobody can check are told together, with the reason', async () => {
  const reason = failure('secrets/locked');
  const blind = (id: string) => ({ id, name: `m${id}`, reason });
  events.emit('monitors.blind', [blind('1'), blind('2')]);
  await told();
  events.emit('monitors.blind', [blind('3')]);
  await told();
  expect(notices).toMatchObject([
    { title: '▲ Cannot be checked: m1, m2', route: '#/monitors' },
    { title: '▲ Cannot be checked: m3', route: '#/monitors/3' },
  ]);
});

test('a menu that was not published at its time is told once, and again only for another reason', async () => {
  const state = (code?: 'menu/conflict' | 'menu/not-published') =>
    ({ account: 'ops', ...(code && { failure: failure(code) }) }) as MenuState;
  const become = async (...states: MenuState[]) => {
    for (const one of states) {
      events.emit('menus.changed', [one]);
      await told();
    }
  };
  await become(state(), state('menu/conflict'), state('menu/conflict'));
  expect(notices).toMatchObject([{ title: '▲ The menu of ops was not published', route: '#/menus/ops' }]);
  await become(state(), state('menu/not-published'));
  expect(notices).toHaveLength(1);
  await become(state(), state('menu/conflict'));
  expect(notices).toHaveLength(2);
});

test('a message that was given up is told, though a notice to somebody of any name could not be sent for the same reason', async () => {
  events.emit('notices.unsendable', [{ incident: 1, name: 'm1', account: 'ops', person: 'true', failure: refused }]);
  await told();
  await timing.pass(1_000);
  rowsChanged([{ id: '7', direction: 'out', account: 'ops', at: 0, state: 'dead', failure: refused }]);
  await timing.pass(1_000);
  expect(titles()).toEqual(['▲ Alerts were not sent: m1', '▲ A message of ops was not sent']);
});

test('a dead letter that an admin takes back after a restart is no news; one that failed again after that is', async () => {
  const becomes = async (state: RowGlance['state']) => {
    rowsChanged([{ id: '7', direction: 'out', account: 'ops', at: 0, state, failure: refused }]);
    await timing.pass(1_000);
  };
  await timing.pass(60 * 60_000);
  for (const state of ['dead', 'aside', 'dead'] as const) await becomes(state);
  expect(titles()).toEqual([]);
  triedAt = timing.now();
  for (const state of ['sent', 'dead'] as const) await becomes(state);
  expect(titles()).toEqual(['▲ A message of ops was not sent']);
});

test('of what is muted the count tells, and no notification', async () => {
  events.emit('monitors.changed', { changed: [{ ...view('m2', 'down'), mutedUntil: timing.now() + 3_600_000 }], removed: ['m1'] });
  await told();
  events.emit('incidents.changed', [incident(2)]);
  await told();
  await timing.pass(60_000);
  expect(standings.at(-1)).toEqual({ down: ['m2'], unknown: 0, watched: 1 });
  expect(titles()).toEqual([]);
});

test('that WeChat does not reach this computer is told where somebody writes from there', async () => {
  const goDown = async () => {
    events.emit('tunnel.changed', tunnel('retrying'));
    await told();
    await timing.pass(5 * 60_000);
    await told();
  };
  await goDown();
  expect(titles()).toEqual([]);
  accounts = [{ id: 'ops', origin: 'console', enabled: true }] as Overview['accounts'];
  events.emit('tunnel.changed', tunnel('off'));
  await told();
  await timing.pass(60 * 60_000);
  await goDown();
  expect(titles()).toHaveLength(1);
  expect(notices[0]).toMatchObject({ title: '▲ WeChat cannot reach this computer', route: '#/connection/tunnel' });
});

describe('that the platform sees another address', () => {
  const seen = (account: string, egress: PlatformState['egress']): PlatformState => ({
    ...{ account, token: { state: 'valid' }, gauges: [], wayOut: 'direct' },
    ...(egress && { egress }),
  });
  const change = async (...states: PlatformState[]) => {
    events.emit('platforms.changed', states);
    await told();
    await timing.pass(20_000);
    await told();
  };
  const later = (ip: string, before?: string) => ({ ip, since: timing.now(), before });

  beforeEach(async () => {
    accounts = [
      { id: 'ops', name: 'Ops', origin: 'console', platform: 'wecom', enabled: true },
      { id: 'mall', name: 'Mall', origin: 'console', platform: 'official-account', enabled: true },
      { id: 'old', name: 'Old', origin: 'console', platform: 'wecom', enabled: false },
      { id: 'try', name: 'Try', origin: 'sandbox', platform: 'wecom', enabled: true },
    ] as Overview['accounts'];
    await timing.pass(60_000);
  });

  test('is told once, of all accounts together that are in use', async () => {
    const states = ['ops', 'mall', 'old', 'try'].map((id) => seen(id, later('203.0.113.9', '203.0.113.7')));
    await change(...states);
    await timing.pass(60 * 60_000);
    await change(...states);
    expect(notices).toEqual([
      {
        title: '▲ The egress IP has changed: Ops, Mall',
        body: "Allow in WeChat's console, or calls are refused:\n203.0.113.9 → 企业可信IP (Ops)\n203.0.113.9 → IP白名单 (Mall)",
        route: '#/connection/token',
      },
    ]);
  });

  test('is no news where it did so before the program began, nor where none was known before', async () => {
    await change(
      seen('ops', { ip: '203.0.113.9', since: timing.now() - 3_600_000, before: '203.0.113.7' }),
      seen('mall', later('203.0.113.9')),
    );
    expect(titles()).toEqual([]);
  });

  test('is told once of each of two lines that take turns, whether the platform takes it or not', async () => {
    await change(seen('ops', later('203.0.113.9', '203.0.113.7')));
    for (let round = 0; round < 4; round++) {
      await change(seen('ops', { ...later('203.0.113.7'), isBack: true }));
      await change(seen('ops', { ...later('203.0.113.9', '203.0.113.7'), isBack: true }));
      await timing.pass(60 * 60_000);
    }
    expect(notices.map(({ body }) => body.split('\n')[1])).toEqual(['203.0.113.9 → 企业可信IP']);
    await change(seen('ops', later('203.0.113.7', '203.0.113.9')));
    expect(notices).toHaveLength(2);
  });
});
