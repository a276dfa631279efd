import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import { failure } from '../shared/failures.ts';
import { limits } from '../shared/limits.ts';
import type { Failure, Result } from '../shared/result.ts';
import { err, ok } from '../shared/result.ts';
import { openAccounts } from './accounts/accounts.ts';
import { followAccounts } from './accounts/follow-accounts.ts';
import { activitySince, createActivity } from './activity.ts';
import { type Listener, openListener } from './callback/listener.ts';
import { createPipeline } from './callback/pipeline.ts';
import { createRecovery } from './callback/recovery.ts';
import { type CallTable, createCalls } from './calls.ts';
import type { Clock } from './clock.ts';
import { openCommandsRoom } from './commands/commands-room.ts';
import type { Configuration } from './configuration.ts';
import { type Connections, openConnections } from './connections.ts';
import { openControlRoom } from './control/control-room.ts';
import type { Screen } from './control/driver.ts';
import { localShell } from './control/local-shell.ts';
import { systemNames } from './control/names.ts';
import { type DesktopShell, openDesktopRoom } from './desktop-room.ts';
import { createOwnRequests } from './doctor/own-requests.ts';
import { createEventHub, type EventHub } from './events.ts';
import { createByHand } from './inspector/by-hand.ts';
import type { ChooseFile, Download } from './inspector/export/exports.ts';
import { openInspectorRoom } from './inspector/inspector-room.ts';
import { openKeptValues } from './kept-values.ts';
import { createMenus } from './menus/menus.ts';
import { restoreSandboxMenus } from './menus/sandbox-menus.ts';
import { createMessageLog, type MessageLog } from './message-log.ts';
import { answerPush } from './monitor/answer-push.ts';
import { openMonitorRoom } from './monitor/monitor-room.ts';
import { openStatusPage } from './monitor/status-page-room.ts';
import { createOutbox, type Outbox } from './outbox/outbox.ts';
import { queueText } from './outbox/queue-text.ts';
import { createOverview } from './overview.ts';
import { withSandbox } from './sandbox.ts';
import { lazySecrets } from './secrets/lazy-secrets.ts';
import { openSecretStore } from './secrets/open-secret-store.ts';
import { followSenders } from './senders.ts';
import { openSettings } from './settings.ts';
import { createSimulator, type Simulator } from './simulator/platform.ts';
import { openStore, type Store } from './store/store.ts';
import { StoreError, storeFailure } from './store/store-error.ts';
import { systemTiming } from './timing.ts';
import { comesBack } from './tunnel/supervisor.ts';
import { openUpkeep } from './upkeep/upkeep.ts';

export interface GatewayOptions {
  configuration: Configuration;
  clock: Clock;
  log: Logger;
  /** The built `store/worker.ts`. */
  storeWorker: URL;
  /** For the overview. */
  version: string;
  /** Puts a secret on the system's clipboard, where there is one. */
  clipboard?: (text: string) => void;
  /** Asks where an export is to go, where there is a window for that. */
  chooseFile?: ChooseFile;
  /** Takes pictures of this computer's screen, where there is a window for that. */
  desktop?: Screen;
  /** The tray and the desktop's notifications, where there is a window. */
  shell?: DesktopShell;
}

/** What runs at the end gets this many ms to finish; the journal shows the rest as interrupted. */
const finishingMs = 5_500;
/** And what is being sent gets so many to be answered: what is cut off goes out again after the next start. */
const sendingMs = 3_000;

/** All that runs in Node, started. */
export interface Gateway {
  calls: CallTable;
  events: Pick<EventHub, 'listen'>;
  /** Gets the rows of the log that are new or have changed, at a glance. The returned function ends that. */
  onRows: MessageLog['onRows'];
  /** The export that a browser may fetch with this ticket. */
  download(ticket: string): Download | undefined;
  /** Where the callbacks are received, or why they aren't. */
  listener: Result<{ url: string }>;
  /** Resolves where it can't go on, and only a new start helps. */
  failed: Promise<Failure>;
  /**
   * Takes up what the last end of the program left behind: commands that waited, and answers that were not sent. To be called
   * once nothing can keep the program from starting any more, because what runs then must not be cut off by that.
   */
  resume(): void;
  /** Finishes what runs, then closes everything in reverse order of its opening. */
  stop(): Promise<void>;
}

/**
 * Builds the rooms and starts them in order. Fails where nothing works without it (the store); a listener that can't
 * be opened is shown instead, so that the admin can mend it. Never rejects.
 */
export async function startGateway(options: GatewayOptions): Promise<Result<Gateway>> {
  const file = join(options.configuration.dataDir, 'weiguan.db');
  const opened = await openStore(file, options.storeWorker);
  if (!opened.ok) return opened;
  const closings: Closing[] = [opened.value.close];
  try {
    return ok(await openRooms(options, opened.value, (close) => closings.unshift(close)));
  } catch (error) {
    // why no warning: what the admin has to know is said by whoever has started this, and the stack is for the log alone
    options.log.info({ err: error }, 'the start failed');
    for (const close of closings) await close().catch((again: unknown) => options.log.info({ err: again }, 'bug'));
    options.log.flush();
    return err(startFailure(error, file));
  }
}

type Closing = () => Promise<unknown>;

/** Why nothing could be started: the store refused, or there is a bug. */
export function startFailure(error: unknown, file = ''): Failure {
  const [reason = ''] = (error instanceof Error ? error.message : String(error)).replace(/^\w*Error: /, '').split('\n');
  return error instanceof StoreError ? storeFailure(file, reason) : failure('gateway/no-start', { reason });
}

/** @param onOpened is told how what is open by now is closed, where one of the next rooms can't be opened */
async function openRooms(options: GatewayOptions, rawStore: Store, onOpened: (close: Closing) => void): Promise<Gateway> {
  const { clock, log } = options;
  const stopping = new AbortController();
  onOpened(async () => stopping.abort());
  const onBug = (error: unknown) => log.error({ err: error }, 'bug');

  const events = createEventHub();
  const kept = await openKeptValues(rawStore);
  const settings = await openSettings(rawStore, events);
  const upkeep = openUpkeep({
    ...{ store: rawStore, kept, events, clock, dataDir: options.configuration.dataDir, onBug },
    language: () => settings.get().language,
    accounts: () => accounts.all().map(({ id }) => id),
    onRowsChanged: (ids) => messages.changed(ids),
  });
  // What must not be kept doesn't get past this one.
  const { store } = upkeep;
  const simulator = createSimulator({
    accounts: options.configuration.sandbox,
    callbackUrl: (id) => `${overview.get().listener.url}/callback/${id}`,
    clock: clock.now,
    random: randomBytes,
    language: () => settings.get().language,
    onChange: (phones) => events.emit('simulator.changed', phones),
    onBug,
  });
  onOpened(simulator.close);
  await restoreSandboxMenus(store, simulator.api, options.configuration.sandbox);
  const configuration = withSandbox(options.configuration, await startSimulator(simulator, options.configuration));

  await store.do('accounts.replaceGiven', { accounts: configuration.accounts.map(({ account }) => account) });
  const activity = createActivity(await store.do('messages.minutes', { since: activitySince(clock.now()) }));
  const messages = createMessageLog({ store, events, activity, language: () => settings.get().language, onBug });
  const { dataDir, secrets: file } = configuration;
  let onSecretsOpened: () => unknown = () => undefined;
  const secrets = lazySecrets(
    () => openSecretStore({ dataDir, file, clock }),
    () => onSecretsOpened(),
  );
  const accounts = await openAccounts({
    ...{ store, secrets, events, clock, onBug },
    given: configuration.accounts,
    random: randomBytes,
    clipboard: options.clipboard,
  });
  onSecretsOpened = () => void accounts.readUnread().catch(onBug);
  const overview = await createOverview({
    ...{ store, events, activity, clock, version: options.version },
    listener: configuration.listener,
    accounts: accounts.all,
    unread: accounts.unread,
  });
  events.listen(() => overview.accountsChanged(), 'accounts.changed');
  messages.onRows((rows) => overview.rowsChanged(rows));

  const control = await openControlRoom({
    ...{ store, kept, secrets, events, clock, onBug, given: configuration.targets, desktop: options.desktop },
    language: () => settings.get().language,
  });
  onOpened(control.close);
  const { targets, lastHour } = control;
  const commands = await openCommandsRoom({
    ...{ store, kept, events, clock, onBug, ...control },
    alarms: () => monitors.alarms,
    account: (id) => accounts.all().find((account) => account.id === id),
    async tell(to, text, key) {
      const from = accounts.callback(to.account);
      if (!from || !canSendLater(from.account)) return;
      messages.added(await queueText(store, { ...to, text, key, at: clock.now() }));
      outbox?.nudge();
    },
    language: () => settings.get().language,
    onConsoleRunning: (count) => overview.runningChanged('console', count),
    redact: (account, text) => upkeep.redaction.redactor()?.redact(account, [text])[0] ?? text,
  });
  onOpened(async () => commands.close());
  events.listen(() => commands.operators.accountsChanged(), 'accounts.changed');
  const canSendLater = followSenders(accounts, events);
  // What sends is there last: the others tell first what the last end of the program left behind.
  let outbox: Outbox | undefined;
  const monitors = await openMonitorRoom({
    ...{ store, kept, secrets, events, canSendLater, onBug, timing: { ...systemTiming, ...clock }, accounts: accounts.all },
    tools: {
      clock,
      localMachine: control.localMachine,
      shell: localShell(process.env),
      names: systemNames,
      target: targets.get,
      drivers: targets.drivers,
    },
    language: () => settings.get().language,
    operators: commands.operators.list,
    addressee: commands.operators.addressee,
    onQueued(ids) {
      messages.added(ids);
      outbox?.nudge();
    },
  });
  onOpened(monitors.close);
  const statusPage = await openStatusPage({
    ...{ store, kept, secrets, clock, monitors, onBug, newToken: monitors.newToken },
    language: () => settings.get().language,
    address() {
      const { publicUrl } = connections?.tunnel.state() ?? {};
      return { url: publicUrl ?? overview.get().listener.url, isPublic: publicUrl !== undefined };
    },
  });
  const desktop = openDesktopRoom(kept, options.shell);
  const byHand = createByHand({ now: clock.now, onChange: (holding) => events.emit('holding.changed', holding) });
  const pipeline = createPipeline({
    store,
    clock,
    language: () => settings.get().language,
    commands: commands.desk,
    signal: stopping.signal,
    patience: { budgetMs: limits.answerBudgetMs, hangUpMs: limits.platformDeadlineMs + 500 },
    canSendLater,
    byHand: byHand.wait,
    isHeld: byHand.isHeld,
    onAdded: messages.entered,
    onChanged: messages.changed,
    async onTemplateResult(result) {
      messages.changed((await store.do('templates.settle', result)).changed);
    },
    onQueued: () => outbox?.nudge(),
    cardAttempt: async (id, ms) => outbox?.cardAttempt(id, ms),
    onRunning: (count) => overview.runningChanged('chat', count),
    onBug,
  });
  const recovery = {
    ...{ store, pipeline, clock, signal: stopping.signal, account: accounts.callback, onBug },
    exists: (id: string) => accounts.all().some((account) => account.id === id),
  };
  const leftBehind = await store.do('messages.unfinished');
  const recover = createRecovery(recovery, leftBehind, (found) => log.warn(found, 'commands had not ended when the program did last time'));
  let hasResumed = false;
  const ownRequests = createOwnRequests();
  // The listener is there before what needs its address.
  let connections: Connections | undefined;
  const listener = await openListener({
    ...configuration.listener,
    store,
    kept,
    pipeline,
    clock,
    answerProbe: (query) => connections?.tunnel.answerProbe(query),
    sawRequest: () => connections?.tunnel.sawRequest(),
    isOwn: ownRequests.isOwn,
    account: accounts.callback,
    accounts: () => accounts.all().flatMap(({ id }) => accounts.callback(id) ?? []),
    onVerification(verification, used) {
      const { publicUrl } = connections?.tunnel.state() ?? {};
      void accounts.verified({ ...verification, ...(publicUrl !== undefined && { publicUrl }) }, used).catch(onBug);
    },
    onOpened: (id, { age, texts }) => void accounts.opened(id, age, texts).catch(onBug),
    silence: accounts.silence,
    wayMs() {
      const { probe } = connections?.tunnel.state() ?? {};
      return probe && comesBack(probe) ? probe.ms : undefined;
    },
    replayWindowSeconds: configuration.replayWindowSeconds,
    answerPush: (target) => answerPush(target, monitors),
    statusPage: statusPage.answer,
    health: () => ({ ok: store.healthy() && !stopping.signal.aborted }),
    stopping: () => stopping.signal.aborted,
    onAdded: messages.added,
    onBug,
  });
  if (listener.ok) onOpened(listener.value.close);
  overview.listenerChanged(listener);
  reportListener(log, listener);
  connections = openConnections({
    ...{ accounts, secrets, events, clock, log, onBug, ownRequests },
    kept,
    listenerUrl: overview.get().listener.url,
    dataDir,
    lastMessageAt: (id) => overview.get().accounts.find((account) => account.id === id)?.lastMessageAt,
  });
  onOpened(connections.close);

  const { platforms } = connections;
  const menus = createMenus({
    ...{ store, clock, onBug, accounts: accounts.list, client: platforms.client, callback: accounts.callback },
    commands: commands.desk,
    language: () => settings.get().language,
    onChanged: (state) => events.emit('menus.changed', [state]),
  });
  events.listen(() => void menus.accountsChanged().catch(onBug), 'accounts.changed');
  outbox = createOutbox({ store, client: platforms.client, timing: systemTiming, onChanged: messages.changed, onBug });
  upkeep.retention.start();
  const accountsChanged = async () => {
    if (hasResumed) void recover().catch(onBug);
    void monitors.notices.accountsChanged().catch(onBug);
    await outbox?.accountsChanged(
      accounts
        .all()
        .filter(canSendLater)
        .map(({ id }) => id),
    );
  };
  followAccounts(accounts, events, () => void accountsChanged().catch(onBug));
  const inspection = openInspectorRoom({
    ...{ store, events, clock, pipeline, outbox, byHand, canSendLater, onBug, account: accounts.callback, room: platforms.room },
    ...{ version: options.version, chooseFile: options.chooseFile, replayWindowSeconds: configuration.replayWindowSeconds },
    operators: commands.operators.list,
    listenerUrl: () => overview.get().listener.url,
    language: () => settings.get().language,
    onAdded: messages.added,
  });

  return {
    calls: createCalls({
      ...{
        overview,
        activity,
        messages,
        ...inspection,
        byHand,
        outbox,
        simulator,
        upkeep,
        settings,
        accounts,
        connections,
        targets,
        menus,
        monitors,
        statusPage,
        desktop,
        lastHour,
        secrets,
        clock,
        commands,
        store,
      },
      clipboard: options.clipboard !== undefined,
    }),
    events,
    onRows: messages.onRows,
    download: inspection.exports.download,
    listener,
    failed: rawStore.failed,
    resume() {
      hasResumed = true;
      void recover().catch(onBug);
      outbox?.nudge();
    },
    async stop() {
      stopping.abort();
      commands.close();
      const inspected = inspection.close();
      await simulator.close();
      // The tunnel last: answers that are ready still leave through it.
      if (listener.ok) await listener.value.close();
      await Promise.race([pipeline.idle(), setTimeout(finishingMs, undefined, { ref: false })]);
      await monitors.close();
      const sent = outbox?.close();
      await control.close();
      await Promise.race([sent, setTimeout(sendingMs, undefined, { ref: false })]);
      await connections?.close();
      await menus.close();
      await sent;
      await messages.settled();
      await Promise.all([inspected, upkeep.close()]);
      accounts.close();
      await store.close();
      log.flush();
    },
  };
}

/** The simulator runs where there are sandbox accounts. Gives back where its API answers. */
async function startSimulator(simulator: Simulator, { sandbox }: Configuration): Promise<string> {
  return sandbox.length === 0 ? '' : (await simulator.start({ host: '127.0.0.1', port: 0 })).url;
}

function reportListener(log: Logger, listener: Result<Listener, Failure>): void {
  if (listener.ok) log.info({ url: listener.value.url }, 'listening for callbacks');
  else log.error({ code: listener.error.code, hint: listener.error.hint }, listener.error.message);
}
