import type { Account } from '../shared/account.ts';
import type { AccountStatus, ListenerStatus, Overview } from '../shared/overview.ts';
import type { Failure, Result } from '../shared/result.ts';
import type { RunOrigin } from '../shared/run.ts';
import type { Activity } from './activity.ts';
import type { Clock } from './clock.ts';
import type { Configuration } from './config/configuration.ts';
import type { EventHub } from './events.ts';
import type { OperationOutput } from './store/operations.ts';
import type { RowGlance } from './store/records.ts';
import type { Store } from './store/store.ts';

const frameMs = 16;

export interface OverviewOptions {
  /** The configured address of the listener. */
  listener: Configuration['listener'];
  accounts(): Account[];
  /** Why an account's secrets could not be read; undefined where they are. */
  unread(id: string): Failure | undefined;
  /** Whether some of an account's secrets have not been entered yet. */
  lacksSecrets(id: string): boolean;
  /** What is wrong with the program's own settings. */
  problem(): Failure | undefined;
  store: Store;
  events: EventHub;
  activity: Activity;
  clock: Clock;
  version: string;
}

/** The state of the whole gateway, kept up to date by those who know its parts. */
export interface OverviewRoom {
  get(): Overview;
  listenerChanged(listener: Result<{ url: string }>): void;
  accountsChanged(): void;
  /** Something else than before, or nothing any more, is wrong with the program's own settings. */
  problemChanged(): void;
  /** How many commands of one origin run at this moment. */
  runningChanged(origin: RunOrigin, count: number): void;
  rowsChanged(rows: readonly RowGlance[]): void;
}

export async function createOverview({ store, events, activity, clock, version, ...given }: OverviewOptions): Promise<OverviewRoom> {
  const startedAt = clock.now();
  const { host, port } = given.listener;
  const lastMessageAt = new Map(Object.entries(await store.do('messages.lastArrivals')));
  let known = idsOf(given.accounts());
  const unsent = openAnswers(await store.do('messages.openAnswers'));
  let listener: ListenerStatus = { health: 'working', url: `http://${host}:${port}` };
  const unsentByState = Object.entries(unsent);
  const noteUnsent = ({ id, state }: RowGlance) => {
    for (const [name, ids] of unsentByState) {
      if (state === name) ids.add(id);
      else ids.delete(id);
    }
  };
  const running: Record<RunOrigin, number> = { chat: 0, console: 0 };

  const accounts = (): AccountStatus[] =>
    given.accounts().map((account) => {
      const last = lastMessageAt.get(account.id);
      const unread = account.enabled ? given.unread(account.id) : undefined;
      return {
        ...account,
        callbackPath: `/callback/${account.id}`,
        health: account.enabled && !unread ? listener.health : 'down',
        ...(unread && { failure: unread }),
        ...(given.lacksSecrets(account.id) && { lacksSecrets: true }),
        ...(last !== undefined && { lastMessageAt: last }),
      };
    });
  const get = (): Overview => {
    const problem = given.problem();
    return {
      ...{ version, startedAt, listener, ...(problem && { failure: problem }) },
      accounts: accounts(),
      today: activity.today(clock.now()),
      running: running.chat + running.console,
      waiting: unsent.late.size,
      outbox: { queued: unsent.queued.size, dead: unsent.dead.size },
    };
  };
  let isDue = false;
  /** It is told once for all that changes within a frame, and not worked out at all where nobody looks. */
  const changed = () => {
    if (isDue || !events.isHeard('overview.changed')) return;
    isDue = true;
    setTimeout(() => {
      isDue = false;
      events.emit('overview.changed', get());
    }, frameMs).unref();
  };

  return {
    get,
    listenerChanged(result) {
      listener = result.ok ? { health: 'ok', url: result.value.url } : { ...listener, health: 'down', failure: result.error };
      changed();
    },
    accountsChanged() {
      known = idsOf(given.accounts());
      // why: the next account of that id has heard nothing yet
      for (const id of lastMessageAt.keys()) if (!known.has(id)) lastMessageAt.delete(id);
      changed();
    },
    problemChanged: changed,
    runningChanged(origin, count) {
      running[origin] = count;
      changed();
    },
    rowsChanged(rows) {
      for (const row of rows) {
        if (row.direction === 'out') noteUnsent(row);
        else if (row.direction === 'in' && !row.isReplay && known.has(row.account))
          lastMessageAt.set(row.account, Math.max(row.at, lastMessageAt.get(row.account) ?? 0));
      }
      changed();
    },
  };
}

const idsOf = (accounts: readonly Account[]) => new Set(accounts.map(({ id }) => id));

type OpenAnswers = OperationOutput<'messages.openAnswers'>;

const openAnswers = ({ late, queued, dead }: OpenAnswers) => ({ late: new Set(late), queued: new Set(queued), dead: new Set(dead) });
