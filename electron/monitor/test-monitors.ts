import type { z } from 'zod';
import type { Account } from '../../shared/account.ts';
import { failure } from '../../shared/failures.ts';
import type { Incident } from '../../shared/monitor/incident.ts';
import { Monitor } from '../../shared/monitor/monitor.ts';
import { NoticeRules, type Person } from '../../shared/monitor/notice-rule.ts';
import { ok } from '../../shared/result.ts';
import type { Operator } from '../../shared/role.ts';
import { must } from '../../shared/test-result.ts';
import { createNames } from '../control/names.ts';
import type { EventHub } from '../events.ts';
import { openKeptValues } from '../kept-values.ts';
import { openLeftSecrets } from '../secrets/left-secrets.ts';
import { createMemoryStore } from '../secrets/memory.ts';
import { type SimulatedTiming, simulatedTiming } from '../simulated-timing.ts';
import { openDatabase } from '../store/database.ts';
import { carryOut } from '../store/operations.ts';
import type { Store } from '../store/store.ts';
import { type Check, type CheckTools, down, type Outcome, up } from './check.ts';
import { type MonitorRoom, type MonitorRoomOptions, openMonitorRoom } from './monitor-room.ts';

/** A monitor for tests, asked every minute. */
export const monitorOf = (id: string, given: Partial<z.input<typeof Monitor>> = {}): Monitor =>
  Monitor.parse({ id, name: id, check: { kind: 'tcp', host: '127.0.0.1', port: 80 }, retries: 0, ...given });

/** A world of servers that are up unless a test says otherwise. */
export interface World {
  /** Monitors that are down, by id. */
  down: Set<string>;
  /** Those of which nobody can tell. */
  blind: Set<string>;
  /** How long an answer takes, in ms. */
  takesMs: number;
  /** How often each was asked. */
  asked: Map<string, number[]>;
  makeCheck(monitor: Monitor): Check;
}

export function worldOf(timing: SimulatedTiming): World {
  const world: World = {
    down: new Set(),
    blind: new Set(),
    takesMs: 5,
    asked: new Map(),
    makeCheck: ({ id }) => ({
      async run(): Promise<Outcome> {
        world.asked.set(id, [...(world.asked.get(id) ?? []), timing.elapsed()]);
        await new Promise<void>((resolve) => void timing.after(world.takesMs, resolve));
        if (world.blind.has(id)) return { kind: 'unknown', reason: failure('secrets/locked') };
        return world.down.has(id) ? down(failure('monitor/refused')) : up({ ms: world.takesMs });
      },
    }),
  };
  return world;
}

/** Tools of checks that ask nobody. */
export function idleTools(timing: SimulatedTiming): CheckTools {
  return {
    clock: timing,
    localMachine: { hostName: 'here', read: () => Promise.reject(new Error('not to be read')) },
    shell: { system: async () => ({ ok: true, value: 'linux' }), run: () => Promise.reject(new Error('nothing to be run')) },
    names: createNames(timing),
    target: () => undefined,
    secretHeaders: async () => ({ ok: true, value: {} }),
    drivers: async () => ({ ok: true, value: [] }),
  };
}

/** A store whose outbox can be read. */
export interface TestStore extends Store {
  /** What is told in messages, oldest first; of a card what stands in its place where there are none. */
  texts(): string[];
  /** What cards that arrived are changed to. */
  changes(): string[];
}

/** A store in memory, in this thread. It outlasts the rooms that use it. */
export function memoryStore(): TestStore {
  const db = openDatabase(':memory:');
  return {
    async do(name, ...[input]) {
      const { outputs, bugs = [] } = carryOut(db, [[name, structuredClone(input)]]);
      for (const [, text] of bugs) throw new Error(text);
      return outputs[0] as never;
    },
    texts: () =>
      db
        .all("SELECT coalesce(json_extract(card, '$.instead'), answer) AS text FROM messages WHERE type <> 'update_button' ORDER BY id")
        .map(({ text }) => String(text)),
    changes: () => db.all("SELECT answer FROM messages WHERE type = 'update_button' ORDER BY id").map(({ answer }) => String(answer)),
    healthy: () => true,
    failed: new Promise(() => undefined),
    isQuiet: () => true,
    close: async () => db.close(),
  };
}

/** What people are told counts as sent, for there is nobody to send it. */
const withoutWaiting = (store: TestStore): TestStore => ({
  ...store,
  async do(name, ...input) {
    if (name === 'notices.unsentTo') return [] as never;
    return name === 'notices.outdated' ? ({ messages: [] } as never) : store.do(name, ...input);
  },
});

/** Events that were told, and nobody else who listens. */
export function listenedHub(): Omit<EventHub, 'isLogHeard'> & { told: { name: string; event: unknown }[] } {
  const told: { name: string; event: unknown }[] = [];
  return {
    told,
    emit: (name, event) => void told.push({ name, event }),
    emitMade: (name, make) => void told.push({ name, event: make() }),
    isHeard: () => true,
    listen: () => () => undefined,
  };
}

/** The account of whoever is told. */
export const opsAccount: Account = {
  ...{ id: 'ops', platform: 'wecom', name: 'Ops', receiverId: 'ww1', agentId: '1', mode: 'safe', apiBase: 'http://127.0.0.1' },
  ...{ wayOut: { via: 'direct' }, enabled: true, origin: 'console' },
};

/** Whoever is told in tests. */
export const zhang: Operator = { account: 'ops', person: 'zhang', name: '张三', role: 'operator' };

/** A rule that tells all operators everything. */
export const everything = { id: 'all', name: 'all', to: { roles: ['operator'] } };

/** A room of monitors in a simulated world. Without an outbox (`holdBack`) no message waits to be sent. */
export async function openTestRoom(
  timing: SimulatedTiming,
  world: World,
  given: Partial<MonitorRoomOptions> & { store?: TestStore } = {},
): Promise<{ room: MonitorRoom; store: TestStore; queued: string[]; bugs: unknown[] }> {
  const store = given.store ?? memoryStore();
  const queued: string[] = [];
  const bugs: unknown[] = [];
  const memory = createMemoryStore(timing);
  const secrets = given.secrets ?? (async () => ok(memory));
  const onBug = (error: unknown) => void bugs.push(error);
  const room = await openMonitorRoom({
    ...{ store, timing, kept: await openKeptValues(store), events: listenedHub(), tools: idleTools(timing) },
    ...{ secrets, leftSecrets: await openLeftSecrets({ store, secrets, onBug }) },
    ...{
      language: () => 'zh-CN',
      operators: () => [zhang],
      addressee: (who: Person) => who,
      accounts: () => [opsAccount],
      canSendLater: () => true,
    },
    ...{ makeCheck: world.makeCheck, ownNetwork: { sawAnswer: () => undefined, works: async () => true } },
    onQueued: (ids) => void queued.push(...ids),
    holdBack: (ids, decide) => decide([...ids]),
    onBug,
    ...given,
    store: given.holdBack ? store : withoutWaiting(store),
  });
  return { room, store, queued, bugs };
}

export const minute = 60_000;
export const rules = (...given: object[]) => NoticeRules.parse(given);

/** A world with monitors in it, and everybody told everything. */
export async function opened(monitors = [monitorOf('web')], given: Parameters<typeof openTestRoom>[2] = {}, rule: object = everything) {
  const timing = simulatedTiming();
  const world = worldOf(timing);
  const made = await openTestRoom(timing, world, given);
  await made.room.notices.setRules(rules(rule));
  must(await made.room.addAll(monitors));
  await timing.pass(2 * minute);
  const state = (id: string) => made.room.list().find((monitor) => monitor.id === id)?.state;
  const texts = async () => made.store.texts().map((text) => text.split('\n')[0]);
  return { timing, world, ...made, state, texts };
}

export const incidentsOf = async (room: MonitorRoom, timing: SimulatedTiming): Promise<readonly Incident[]> => {
  await timing.pass(0);
  return room.incidents.open();
};
