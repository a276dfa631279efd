import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { limits } from '../shared/limits.ts';
import type { Failure, Result } from '../shared/result.ts';
import { ok } from '../shared/result.ts';
import { activitySince, createActivity } from './activity.ts';
import { callbackAccounts } from './callback/accounts.ts';
import { type Listener, openListener } from './callback/listener.ts';
import { createPipeline } from './callback/pipeline.ts';
import { type CallTable, createCalls } from './calls.ts';
import type { Clock } from './clock.ts';
import type { Configuration } from './configuration.ts';
import { localMachine } from './control/local.ts';
import { createEventHub, type EventHub } from './events.ts';
import { createMessageLog } from './message-log.ts';
import { createOverview } from './overview.ts';
import { withSandbox } from './sandbox.ts';
import { openSettings } from './settings.ts';
import { createSimulator } from './simulator/platform.ts';
import { openStore } from './store/store.ts';

export interface GatewayOptions {
  configuration: Configuration;
  clock: Clock;
  log: Logger;
  /** The built `store/worker.ts`. */
  storeWorker: URL;
  /** For the overview. */
  version: string;
}

/** All that runs in Node, started. */
export interface Gateway {
  calls: CallTable;
  events: Pick<EventHub, 'listen'>;
  /** Where the callbacks are received, or why they aren't. */
  listener: Result<{ url: string }>;
  /** Finishes what runs, then closes everything in reverse order of its opening. */
  stop(): Promise<void>;
}

/**
 * Builds the rooms and starts them in order. Fails where nothing works without it (the store); a listener that can't
 * be opened is shown instead, so that the admin can mend it.
 */
export async function startGateway(options: GatewayOptions): Promise<Result<Gateway>> {
  const { clock, log } = options;
  const configuration = withSandbox(options.configuration);
  const opened = await openStore(join(configuration.dataDir, 'weiguan.db'), options.storeWorker);
  if (!opened.ok) return opened;
  const store = opened.value;
  const stopping = new AbortController();
  const onBug = (error: unknown) => log.error({ err: error }, 'bug');

  const { count } = await store.do('messages.interrupt');
  if (count > 0) log.warn({ count }, 'commands were interrupted when the program ended last time');
  await store.do('accounts.replace', { accounts: configuration.accounts.map(({ account }) => account) });
  const events = createEventHub();
  const settings = await openSettings(store, events);
  const activity = createActivity(await store.do('messages.minutes', { since: activitySince(clock.now()) }));
  const messages = createMessageLog({ store, events, activity, language: () => settings.get().language, onBug });
  const accounts = callbackAccounts(configuration.accounts);
  const overview = await createOverview({ configuration, store, events, activity, clock, version: options.version });
  messages.onRows((rows) => overview.rowsChanged(rows));

  const pipeline = createPipeline({
    store,
    clock,
    language: () => settings.get().language,
    commandContext: { localMachine: localMachine(clock.elapsed), signal: stopping.signal },
    budgetMs: limits.answerBudgetMs,
    onAdded: messages.added,
    onChanged: messages.changed,
    onRunning: overview.runningChanged,
    onBug,
  });
  const listener = await openListener({
    ...configuration.listener,
    store,
    pipeline,
    clock,
    account: (id) => accounts.get(id),
    replayWindowSeconds: configuration.replayWindowSeconds,
    health: () => ({ ok: !stopping.signal.aborted }),
    onAdded: messages.added,
    onBug,
  });
  overview.listenerChanged(listener);
  reportListener(log, listener);

  const simulator = createSimulator({
    accounts: configuration.sandbox,
    callbackUrl: (id) => `${listener.ok ? listener.value.url : overview.get().listener.url}/callback/${id}`,
    clock: clock.now,
    random: randomBytes,
    language: () => settings.get().language,
    onChange: (phones) => events.emit('simulator.changed', phones),
    onBug,
  });
  if (configuration.sandbox.length > 0) await simulator.start({ host: '127.0.0.1', port: 0 });

  return ok({
    calls: createCalls({ overview, activity, messages, simulator, settings, clock }),
    events,
    listener,
    async stop() {
      stopping.abort();
      await simulator.close();
      if (listener.ok) await listener.value.close();
      await pipeline.idle();
      await messages.settled();
      await store.close();
      log.flush();
    },
  });
}

function reportListener(log: Logger, listener: Result<Listener, Failure>): void {
  if (listener.ok) log.info({ url: listener.value.url }, 'listening for callbacks');
  else log.error({ code: listener.error.code, hint: listener.error.hint }, listener.error.message);
}
