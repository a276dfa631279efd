import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { failure } from '../shared/failures.ts';
import type { Failure, Result } from '../shared/result.ts';
import { err, ok } from '../shared/result.ts';
import { openAccounts } from './accounts/accounts.ts';
import { followAccounts } from './accounts/follow-accounts.ts';
import { activitySince, createActivity } from './activity.ts';
import { openCallbackRoom } from './callback/callback-room.ts';
import type { CallTable } from './calls/call-table.ts';
import { createCalls } from './calls/calls.ts';
import type { Clock } from './clock.ts';
import { closeRooms, type OpenRooms } from './close-rooms.ts';
import { openCommandsRoom } from './commands/commands-room.ts';
import type { Configuration } from './config/configuration.ts';
import { type Connections, openConnections } from './connections.ts';
import { openControlRoom } from './control/control-room.ts';
import type { Screen } from './control/driver.ts';
import { localShell } from './control/local-shell.ts';
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
import { openOwnNetwork } from './monitor/own-network.ts';
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
import { openUpkeep } from './upkeep/upkeep.ts';
import { withoutLinks } from './wechat/no-links.ts';

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
  /** Finishes what runs, then closes everything. Rejects where some of it failed in that; the rest is closed all the same. */
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
  const open: OpenRooms = { stopping: new AbortController(), store: opened.value };
  try {
    return ok(await openRooms(options, opened.value, open));
  } catch (error) {
    // why no warning: what the admin has to know is said by whoever has started this, and the stack is for the log alone
    options.log.info({ err: error }, 'the start failed');
    for (const again of await closeRooms(open)) options.log.info({ err: again }, 'bug');
    options.log.flush();
    return err(startFailure(error, file));
  }
}

/** Why nothing could be started: the store refused, or there is a bug. */
export function startFailure(error: unknown, file = ''): Failure {
  const [reason = ''] = (error instanceof Error ? error.message : String(error)).replace(/^\w*Error: /, '').split('\n');
  return error instanceof StoreError ? storeFailure(file, reason) : failure('gateway/no-start', { reason });
}

/** @param open gets each room as soon as it is open, for where one of the next can't be opened */
async function openRooms(options: GatewayOptions, rawStore: Store, open: OpenRooms): Promise<Gateway> {
  const { clock, log } = options;
  const onBug = (error: unknown) => log.error({ err: error }, 'bug');

  const events = createEventHub();
  // why: what can't be read is found out while the rooms are opened
  let tellProblem = () => {};
  const kept = await openKeptValues(rawStore, () => tellProblem());
  const settings = await openSettings(rawStore, events);
  const language = () => settings.get().language;
  const upkeep = openUpkeep({
    ...{ store: rawStore, kept, events, clock, dataDir: options.configuration.dataDir, language, onBug },
    accounts: () => accounts.all().map(({ id }) => id),
    onRowsChanged: (ids) => messages.changed(ids),
  });
  open.upkeep = upkeep;
  // What must not be kept doesn't get past this one.
  const { store } = upkeep;
  const simulator = createSimulator({
    accounts: options.configuration.sandbox,
    callbackUrl: (id) => `${overview.get().listener.url}/callback/${id}`,
    clock: clock.now,
    random: randomBytes,
    language,
    onChange: (phones) => events.emit('simulator.changed', phones),
    onBug,
  });
  open.simulator = simulator;
  await restoreSandboxMenus(store, simulator.api, options.configuration.sandbox);
  const configuration = withSandbox(options.configuration, await startSimulator(simulator, options.configuration));

  await store.do('accounts.replaceGiven', { accounts: configuration.accounts.map(({ account }) => account) });
  const activity = createActivity(await store.do('messages.minutes', { since: activitySince(clock.now()) }));
  const messages = createMessageLog({ store, events, activity, language, onBug });
  open.messages = messages;
  const { dataDir, secrets: file } = configuration;
  const onSecretsOpened: (() => void)[] = [];
  const secrets = lazySecrets(
    () => openSecretStore({ dataDir, file, clock }),
    () => {
      for (const read of onSecretsOpened) read();
    },
  );
  const accounts = await openAccounts({
    ...{ store, secrets, events, clock, onBug, given: configuration.accounts, random: randomBytes, clipboard: options.clipboard },
  });
  open.accounts = accounts;
  onSecretsOpened.push(() => void accounts.readUnread().catch(onBug));
  const overview = await createOverview({
    ...{ store, events, activity, clock, version: options.version },
    listener: configuration.listener,
    accounts: accounts.all,
    ...{ unread: accounts.unread, lacksSecrets: accounts.lacksSecrets, problem: kept.problem },
  });
  tellProblem = overview.problemChanged;
  events.listen(() => overview.accountsChanged(), 'accounts.changed');
  messages.onRows((rows) => overview.rowsChanged(rows));

  const timing = { ...systemTiming, ...clock };
  const control = await openControlRoom({
    ...{ store, kept, secrets, events, timing, language, onBug, given: configuration.targets, desktop: options.desktop },
    rights: { naming: (word) => commands.roles.naming(word), meant: (word) => commands.roles.meant(word) },
  });
  open.control = control;
  const { targets, lastHour } = control;
  const commands = await openCommandsRoom({
    ...{ store, kept, events, clock, language, onBug, ...control },
    alarms: () => monitors.alarms,
    account: (id) => accounts.all().find((account) => account.id === id),
    async tell(to, text, key) {
      const from = accounts.callback(to.account);
      if (!from || !canSendLater(from.account)) return;
      messages.added(await queueText(store, { ...to, text: withoutLinks(text), key, at: clock.now() }));
      outbox?.nudge();
    },
    onConsoleRunning: (count) => overview.runningChanged('console', count),
    redact: (account, text) => upkeep.redaction.redactor()?.redact(account, [text])[0] ?? text,
  });
  open.commands = commands;
  events.listen(() => commands.operators.accountsChanged(), 'accounts.changed');
  const canSendLater = followSenders(accounts, events);
  // What sends is there last: the others tell first what the last end of the program left behind.
  let outbox: Outbox | undefined;
  const ownNetwork = openOwnNetwork(timing, control.names, accounts.all);
  const monitors = await openMonitorRoom({
    ...{ store, kept, secrets, events, canSendLater, language, onBug, timing, ownNetwork, accounts: accounts.all },
    tools: {
      clock,
      localMachine: control.localMachine,
      shell: localShell(process.env),
      names: control.names,
      target: targets.get,
      drivers: targets.drivers,
    },
    operators: commands.operators.list,
    addressee: commands.operators.addressee,
    onQueued(ids) {
      messages.added(ids);
      outbox?.nudge();
    },
  });
  open.monitors = monitors;
  // The listener is there before what needs its address.
  let connections: Connections | undefined;
  const address = () => {
    const tunnel = connections?.tunnel.state();
    const publicUrl = tunnel?.state === 'off' ? undefined : tunnel?.publicUrl;
    return { url: publicUrl ?? overview.get().listener.url, isPublic: publicUrl !== undefined };
  };
  const statusPage = await openStatusPage({
    ...{ store, kept, secrets, clock, monitors, language, address, onBug, newToken: monitors.newToken },
  });
  onSecretsOpened.push(statusPage.readAgain);
  const desktop = openDesktopRoom(kept, options.shell);
  const byHand = createByHand({ now: clock.now, onChange: (holding) => events.emit('holding.changed', holding) });
  const ownRequests = createOwnRequests();
  const callback = await openCallbackRoom({
    ...configuration.listener,
    ...{ store, kept, clock, accounts, messages, canSendLater, language, log, onBug },
    signal: open.stopping.signal,
    replayWindowSeconds: configuration.replayWindowSeconds,
    tunnel: () => connections?.tunnel,
    isOwn: ownRequests.isOwn,
    ...{ commands: commands.desk, tellCutOff: commands.tellCutOff },
    byHand: byHand.wait,
    isHeld: byHand.takes,
    answerPush: (target) => answerPush(target, monitors),
    statusPage: statusPage.answer,
    onQueued: () => outbox?.nudge(),
    cardAttempt: async (id, ms) => outbox?.cardAttempt(id, ms),
    onRunning: (count) => overview.runningChanged('chat', count),
  });
  open.callback = callback;
  const { listener, pipeline } = callback;
  overview.listenerChanged(listener);
  connections = await openConnections({
    ...{ store, accounts, secrets, kept, events, clock, log, onBug, ownRequests, dataDir, network: ownNetwork },
    listenerUrl: overview.get().listener.url,
    lastMessageAt: (id) => overview.get().accounts.find((account) => account.id === id)?.lastMessageAt,
  });
  open.connections = connections;

  const { platforms } = connections;
  const menus = createMenus({
    ...{ store, clock, onBug, accounts: accounts.list, client: platforms.client, callback: accounts.callback },
    ...{ commands: commands.desk, language },
    onChanged: (state) => events.emit('menus.changed', [state]),
  });
  open.menus = menus;
  events.listen(() => void menus.accountsChanged().catch(onBug), 'accounts.changed');
  outbox = createOutbox({ store, client: platforms.client, timing: systemTiming, onChanged: messages.changed, onBug });
  open.outbox = outbox;
  const accountsChanged = async () => {
    callback.accountsChanged();
    void monitors.notices.accountsChanged().catch(onBug);
    await outbox?.accountsChanged(accounts.all().flatMap((account) => (canSendLater(account) ? [account.id] : [])));
  };
  followAccounts(accounts, events, () => void accountsChanged().catch(onBug));
  const inspection = openInspectorRoom({
    ...{ store, events, clock, pipeline, outbox, byHand, canSendLater, language, onBug, account: accounts.callback, room: platforms.room },
    ...{ version: options.version, chooseFile: options.chooseFile, replayWindowSeconds: configuration.replayWindowSeconds },
    operators: commands.operators.list,
    listenerUrl: () => overview.get().listener.url,
    showLooks: commands.history.showLooks,
    onAdded: messages.added,
  });
  open.inspection = inspection;

  return {
    calls: createCalls({
      ...{ overview, activity, messages, ...inspection, byHand, outbox, simulator, upkeep, settings, accounts, connections },
      ...{ targets, lastHour, menus, monitors, statusPage, desktop, secrets, clock, commands, store, language },
      clipboard: options.clipboard !== undefined,
      pushUrl: () => `${address().url}/push`,
    }),
    events,
    onRows: messages.onRows,
    download: inspection.exports.download,
    listener,
    failed: rawStore.failed,
    resume() {
      const problem = kept.problem();
      if (problem) log.warn({ code: problem.code, names: problem.params?.names }, problem.message);
      upkeep.retention.start();
      callback.resume();
      void commands.tellOfConsole().catch(onBug);
      outbox?.nudge();
    },
    async stop() {
      const errors = await closeRooms(open);
      log.flush();
      if (errors.length > 0) throw new AggregateError(errors, 'not all could be closed in order');
    },
  };
}

/** The simulator runs where there are sandbox accounts. Gives back where its API answers. */
async function startSimulator(simulator: Simulator, { sandbox }: Configuration): Promise<string> {
  return sandbox.length === 0 ? '' : (await simulator.start({ host: '127.0.0.1', port: 0 })).url;
}
