import { randomBytes } from 'node:crypto';
import { ok } from '../../shared/result.ts';
import { openAccounts } from '../accounts/accounts.ts';
import { activitySince, createActivity } from '../activity.ts';
import type { Configuration } from '../config/configuration.ts';
import { createEventHub } from '../events.ts';
import { openKeptValues } from '../kept-values.ts';
import { restoreSandboxMenus } from '../menus/sandbox-menus.ts';
import { createMessageLog } from '../message-log.ts';
import { createOverview } from '../overview.ts';
import { withSandbox } from '../sandbox.ts';
import { lazySecrets } from '../secrets/lazy-secrets.ts';
import { openLeftSecrets } from '../secrets/left-secrets.ts';
import { openSecretStore } from '../secrets/open-secret-store.ts';
import { openSettings } from '../settings.ts';
import { createSimulator, type Simulator } from '../simulator/platform.ts';
import type { Store } from '../store/store.ts';
import { openUpkeep } from '../upkeep/upkeep.ts';
import type { OpenRooms } from './close-rooms.ts';
import type { GatewayOptions } from './gateway-options.ts';

/** What all other rooms stand on. */
export type CoreRooms = Awaited<ReturnType<typeof openCoreRooms>>;

/**
 * The settings, the accounts with their secrets, the log and the state of the whole.
 * @param open gets each room as soon as it is open, for where one of the next can't be opened
 */
export async function openCoreRooms(options: GatewayOptions, rawStore: Store, open: OpenRooms) {
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
  const leftSecrets = await openLeftSecrets({ store, secrets: () => secrets(), onBug });
  open.leftSecrets = leftSecrets;
  const onSecretsOpened: (() => void)[] = [() => void leftSecrets.again().catch(onBug)];
  const secrets = lazySecrets(
    async () => {
      const opened = await openSecretStore({ dataDir, file, clock });
      return opened.ok ? ok(leftSecrets.sparing(opened.value)) : opened;
    },
    () => {
      for (const read of onSecretsOpened) read();
    },
  );
  const accounts = await openAccounts({
    ...{ store, secrets, leftSecrets, events, clock, onBug, given: configuration.accounts, random: randomBytes },
    clipboard: options.clipboard,
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

  return {
    ...{ store, kept, events, clock, log, onBug, language, settings, upkeep, simulator, configuration, activity, messages },
    ...{ secrets, leftSecrets, onSecretsOpened, accounts, overview },
  };
}

/** The simulator runs where there are sandbox accounts. Gives back where its API answers. */
async function startSimulator(simulator: Simulator, { sandbox }: Configuration): Promise<string> {
  return sandbox.length === 0 ? '' : (await simulator.start({ host: '127.0.0.1', port: 0 })).url;
}
