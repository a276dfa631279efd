import { z } from 'zod';
import type { SecretsState } from '../shared/account-view.ts';
import { api, type CallName, type CallOutput } from '../shared/api.ts';
import { failure } from '../shared/failures.ts';
import type { Language } from '../shared/language.ts';
import { err, ok, type Result } from '../shared/result.ts';
import type { Accounts } from './accounts/accounts.ts';
import type { Activity } from './activity.ts';
import type { Clock } from './clock.ts';
import type { CommandsRoom } from './commands/commands-room.ts';
import { peopleCalls } from './commands/people-calls.ts';
import type { Connections } from './connections.ts';
import type { LastHour } from './control/last-hour/last-hour.ts';
import { lastHourCalls } from './control/last-hour/last-hour-calls.ts';
import { targetCalls } from './control/targets/target-calls.ts';
import type { Targets } from './control/targets/targets.ts';
import { type DesktopRoom, desktopCalls } from './desktop-room.ts';
import type { ByHand } from './inspector/by-hand.ts';
import type { Exports } from './inspector/export/exports.ts';
import type { Inspector } from './inspector/inspector.ts';
import type { OperatorMessages } from './inspector/operator-messages.ts';
import type { StatisticsRoom } from './inspector/statistics/statistics-room.ts';
import { menuCalls } from './menus/menu-calls.ts';
import type { Menus } from './menus/menus.ts';
import type { MessageLog } from './message-log.ts';
import { monitorCalls } from './monitor/monitor-calls.ts';
import type { MonitorRoom } from './monitor/room.ts';
import { type StatusPageRoom, statusPageCalls } from './monitor/status-page-room.ts';
import type { Outbox } from './outbox/outbox.ts';
import type { OverviewRoom } from './overview.ts';
import { templateCalls } from './platforms/template-calls.ts';
import type { Secrets } from './secrets/lazy-secrets.ts';
import type { SettingsRoom } from './settings.ts';
import type { Simulator } from './simulator/platform.ts';
import type { Store } from './store/store.ts';
import type { Upkeep } from './upkeep/upkeep.ts';

interface Rooms {
  overview: OverviewRoom;
  activity: Activity;
  messages: MessageLog;
  inspector: Inspector;
  operatorMessages: OperatorMessages;
  byHand: ByHand;
  exports: Exports;
  statistics: StatisticsRoom;
  outbox: Outbox;
  simulator: Simulator;
  upkeep: Upkeep;
  settings: SettingsRoom;
  accounts: Accounts;
  connections: Connections;
  targets: Targets;
  menus: Menus;
  monitors: MonitorRoom;
  statusPage: StatusPageRoom;
  desktop: DesktopRoom;
  lastHour: LastHour;
  secrets: Secrets;
  /** Whether there is a clipboard to copy secrets to. */
  clipboard: boolean;
  clock: Clock;
  commands: CommandsRoom;
  store: Store;
}

/** What each call of the contract does, its input already parsed. */
export type CallTable = {
  [Name in CallName]: (input: z.output<(typeof api)[Name]['input']>) => Promise<Result<CallOutput<Name>>>;
};

export function createCalls({
  overview,
  activity,
  messages,
  inspector,
  byHand,
  exports,
  statistics,
  outbox,
  simulator,
  upkeep: { retention, redaction },
  settings,
  accounts,
  connections,
  clock,
  commands,
  store,
  ...rooms
}: Rooms): CallTable {
  const { platforms, tunnel, doctor } = connections;
  const tunnelNow = () => ({ config: connections.tunnelConfig(), state: tunnel.state() });
  return {
    'overview.get': async () => ok(overview.get()),
    'overview.rate': async ({ minutes }) => ok(activity.rate(minutes, clock.now())),
    'messages.page': async (input) => ok(await messages.page(input)),
    'messages.count': async (input) => ok(await messages.count(input)),
    'messages.get': ({ id }) => messages.get(id),
    'messages.reply': (input) => inspector.reply(input),
    'messages.outlook': (input) => inspector.outlook(input),
    'messages.sendAgain': ({ id }) => outbox.sendAgain(id),
    'messages.tryNow': (input) => inspector.tryNow(input),
    'messages.rehearse': (input) => inspector.rehearse(input),
    'messages.replay': (input) => inspector.replay(input),
    'messages.curl': (input) => inspector.curl(input),
    async 'messages.hold'({ account, on }) {
      byHand.hold(account, on);
      return ok(byHand.holding());
    },
    'messages.holding': async () => ok(byHand.holding()),
    'exports.start': (input) => exports.start(input),
    'exports.startRuns': (input) => exports.startRuns(input),
    'exports.startTrail': (input) => exports.startTrail(input),
    async 'exports.cancel'({ id }) {
      exports.cancel(id);
      return ok(null);
    },
    'exports.last': async () => ok(exports.last()),
    'statistics.get': (input) => statistics.get(input),
    async 'statistics.cancel'({ id }) {
      statistics.cancel(id);
      return ok(null);
    },
    'commands.list': async () => ok(commands.list()),
    'commands.plan': async ({ line }) => commands.console.plan(line),
    'commands.run': (request) => commands.console.start(request),
    'runs.page': async (input) => ok(await store.do('runs.page', input)),
    'runs.get': async ({ id }) => ok(await store.do('runs.get', { id })),
    async 'runs.picture'({ id }) {
      const picture = await store.do('runs.picture', { id });
      return ok(picture && `data:${picture.type};base64,${picture.base64}`);
    },
    'runs.cancel': async ({ id }) => commands.console.cancel(id),
    'runs.verify': async () => ok(await commands.verifyTrail()),
    ...peopleCalls({ ...rooms, commands, platforms, language: () => settings.get().language }),
    'scripts.list': async () => ok([...commands.scripts.list()]),
    'scripts.put': ({ script }) => commands.scripts.put(script, settings.get().language),
    async 'scripts.remove'({ id }) {
      await commands.scripts.remove(id);
      return ok(null);
    },
    'hold.get': async () => ok({ held: commands.holding.isHeld() }),
    async 'hold.set'({ held }) {
      await commands.holding.set(held, { origin: 'console' });
      return ok({ held });
    },
    'simulator.phones': async () => ok(simulator.phones()),
    'simulator.act': async ({ account, action }) => simulator.act(account, action),
    'simulator.clear': async ({ account }) => simulator.clear(account),
    async 'accounts.list'() {
      const secrets = await stateOf(rooms.secrets);
      if (!secrets.failure) await accounts.readUnread();
      return ok({ accounts: accounts.list(), secrets, clipboard: rooms.clipboard });
    },
    'accounts.add': ({ account, secrets }) => accounts.add(account, secrets),
    'accounts.edit': ({ account, secrets }) => accounts.edit(account, secrets),
    'accounts.duplicate': ({ id, newId }) => accounts.duplicate(id, newId),
    'accounts.enable': ({ id, enabled }) => accounts.enable(id, enabled),
    async 'accounts.delete'({ id, typed }) {
      const deleted = await accounts.remove(id, typed);
      if (deleted.ok) await commands.operators.removeOf(id);
      return deleted;
    },
    'accounts.generate': ({ id }) => accounts.generate(id),
    'accounts.copy': async ({ id, secret }) => accounts.copy(id, secret),
    'accounts.export': ({ id, passphrase }) => accounts.exportFile(id, passphrase),
    'accounts.import': ({ text, passphrase, id }) => accounts.importFile(text, passphrase, id),
    'platforms.list': async () => ok(platforms.states()),
    async 'platforms.check'({ id }) {
      const client = await platforms.client(id);
      if (!client.ok) return client;
      const credentials = await client.value.checkCredentials();
      return credentials.ok ? client.value.checkApp() : credentials;
    },
    'tunnel.get': async () => ok(tunnelNow()),
    async 'tunnel.set'({ config, password }) {
      const kept = await connections.configureTunnel(config, password);
      if (!kept.ok) return kept;
      return ok(tunnelNow());
    },
    async 'tunnel.start'() {
      await tunnel.start();
      return ok(tunnel.state());
    },
    async 'tunnel.stop'() {
      await tunnel.stop();
      return ok(tunnel.state());
    },
    async 'tunnel.forgetHostKey'() {
      await connections.forgetHostKey();
      return ok(tunnel.state());
    },
    async 'tunnel.acknowledge'() {
      await connections.acknowledgeUrl();
      return ok(tunnel.state());
    },
    ...targetCalls(rooms.targets),
    ...menuCalls(rooms.menus),
    ...templateCalls(connections.platforms, () => settings.get().language),
    ...monitorCalls({ monitors: rooms.monitors, store, clock, pushUrl: () => pushUrl(overview, tunnel) }),
    ...statusPageCalls(rooms.statusPage),
    ...desktopCalls(rooms.desktop),
    ...lastHourCalls(rooms.lastHour),
    'doctor.last': async () => ok(doctor.last()),
    'doctor.run': ({ account, only }) => doctor.run(account, only),
    'retention.get': async () => ok(await retention.get()),
    'retention.set': async (input) => ok(await retention.set(input.retention)),
    'retention.forecast': async (input) => ok(await retention.forecast(input.retention, input.asker)),
    'redaction.get': async () => ok(redaction.get()),
    'redaction.set': ({ rules }) => redaction.set(rules),
    'redaction.try': ({ rule, sample }) => redaction.try(rule, sample),
    'redaction.goThrough': (wish) => redaction.goThrough(wish),
    async 'redaction.stop'() {
      await redaction.stop();
      return ok(null);
    },
    'settings.get': async () => ok(settings.get()),
    'settings.set': async (change) => ok(await settings.set(change as Partial<typeof change> as never)),
  };
}

/** Jobs on other machines come through the tunnel, where there is one. */
const pushUrl = (overview: OverviewRoom, tunnel: Connections['tunnel']) =>
  `${tunnel.state().publicUrl ?? overview.get().listener.url}/push`;

async function stateOf(secrets: Secrets): Promise<SecretsState> {
  const opened = await secrets();
  return opened.ok ? { kind: opened.value.kind } : { failure: opened.error };
}

/**
 * Answers one call of a carrier: the name and the input are whatever came over the border. Never rejects: a bug goes
 * to `onBug`, and the caller learns no more than that there was one.
 */
export async function answerCall(
  calls: CallTable,
  name: string,
  input: unknown,
  language: Language,
  onBug: (error: unknown) => void,
): Promise<Result<unknown>> {
  if (!Object.hasOwn(api, name)) return err(failure('api/unknown-call', { call: name.slice(0, 64) }, language));
  const parsed = api[name as CallName].input.safeParse(input ?? {});
  if (!parsed.success) return err(failure('api/input', { reason: z.prettifyError(parsed.error) }, language));
  try {
    return await (calls[name as CallName] as (input: unknown) => Promise<Result<unknown>>)(parsed.data);
  } catch (error) {
    onBug(error);
    return err(failure('api/bug', {}, language));
  }
}
