import { z } from 'zod';
import type { SecretsState } from '../shared/account-view.ts';
import { api, type CallName, type CallOutput } from '../shared/api.ts';
import { failure } from '../shared/failures.ts';
import type { Language } from '../shared/language.ts';
import { err, ok, type Result } from '../shared/result.ts';
import type { Accounts } from './accounts/accounts.ts';
import type { Activity } from './activity.ts';
import type { Clock } from './clock.ts';
import type { Connections } from './connections.ts';
import type { ByHand } from './inspector/by-hand.ts';
import type { Exports } from './inspector/export/exports.ts';
import type { Inspector } from './inspector/inspector.ts';
import type { StatisticsRoom } from './inspector/statistics/statistics-room.ts';
import type { MessageLog } from './message-log.ts';
import type { Outbox } from './outbox/outbox.ts';
import type { OverviewRoom } from './overview.ts';
import type { Secrets } from './secrets/lazy-secrets.ts';
import type { SettingsRoom } from './settings.ts';
import type { Simulator } from './simulator/platform.ts';
import type { Upkeep } from './upkeep/upkeep.ts';

interface Rooms {
  overview: OverviewRoom;
  activity: Activity;
  messages: MessageLog;
  inspector: Inspector;
  byHand: ByHand;
  exports: Exports;
  statistics: StatisticsRoom;
  outbox: Outbox;
  simulator: Simulator;
  upkeep: Upkeep;
  settings: SettingsRoom;
  accounts: Accounts;
  connections: Connections;
  secrets: Secrets;
  /** Whether there is a clipboard to copy secrets to. */
  clipboard: boolean;
  clock: Clock;
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
    'accounts.delete': ({ id, typed }) => accounts.remove(id, typed),
    'accounts.generate': ({ id }) => accounts.generate(id),
    'accounts.copy': async ({ id, secret }) => accounts.copy(id, secret),
    'accounts.export': ({ id, passphrase }) => accounts.exportFile(id, passphrase),
    'accounts.import': ({ text, passphrase, id }) => accounts.importFile(text, passphrase, id),
    'platforms.list': async () => ok(platforms.states()),
    async 'platforms.check'({ id }) {
      const client = await platforms.client(id);
      return client.ok ? client.value.checkApp() : client;
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
    'doctor.last': async () => ok(doctor.last()),
    'doctor.run': ({ account, only }) => doctor.run(account, only),
    'retention.get': async () => ok(await retention.get()),
    'retention.set': async (input) => ok(await retention.set(input.retention)),
    'retention.forecast': async (input) => ok(await retention.forecast(input.retention)),
    'redaction.get': async () => ok(redaction.get()),
    'redaction.set': ({ rules }) => redaction.set(rules),
    'redaction.try': ({ rule, sample }) => redaction.try(rule, sample),
    'redaction.goThrough': ({ kind }) => redaction.goThrough(kind),
    async 'redaction.stop'() {
      await redaction.stop();
      return ok(null);
    },
    'settings.get': async () => ok(settings.get()),
    'settings.set': async (change) => ok(await settings.set(change as Partial<typeof change> as never)),
  };
}

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
