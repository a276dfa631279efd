import { openCommandsRoom } from '../commands/commands-room.ts';
import { openControlRoom } from '../control/control-room.ts';
import { localShell } from '../control/local-shell.ts';
import { openMonitorRoom } from '../monitor/monitor-room.ts';
import { openOwnNetwork } from '../monitor/own-network.ts';
import { openStatusPage } from '../monitor/status-page-room.ts';
import { queueText } from '../outbox/queue-text.ts';
import { followSenders } from '../senders.ts';
import { systemTiming } from '../timing.ts';
import { withoutLinks } from '../wechat/no-links.ts';
import type { OpenRooms } from './close-rooms.ts';
import type { CoreRooms } from './core-rooms.ts';
import type { GatewayOptions } from './gateway-options.ts';
import type { LaterRooms } from './later-rooms.ts';

/** What works on servers and watches them. */
export type ServerRooms = Awaited<ReturnType<typeof openServerRooms>>;

/** The servers, the commands for them, and their monitors. What they send waits in the outbox until that is open. */
export async function openServerRooms(options: GatewayOptions, core: CoreRooms, open: OpenRooms & LaterRooms) {
  const {
    store,
    kept,
    events,
    clock,
    onBug,
    language,
    configuration,
    messages,
    secrets,
    leftSecrets,
    onSecretsOpened,
    accounts,
    overview,
    upkeep,
  } = core;
  const timing = { ...systemTiming, ...clock };
  const control = await openControlRoom({
    ...{ store, kept, secrets, leftSecrets, events, timing, language, onBug, given: configuration.targets, desktop: options.desktop },
    rights: { naming: (word) => commands.roles.naming(word), meant: (word) => commands.roles.meant(word) },
  });
  open.control = control;
  const { targets } = control;
  const commands = await openCommandsRoom({
    ...{ store, kept, events, clock, language, onBug, ...control },
    alarms: () => monitors.alarms,
    account: (id) => accounts.all().find((account) => account.id === id),
    async tell(to, text, key) {
      const from = accounts.callback(to.account);
      if (!from || !canSendLater(from.account)) return;
      messages.added(await queueText(store, { ...to, text: withoutLinks(text), key, at: clock.now() }));
      open.outbox?.nudge();
    },
    onConsoleRunning: (count) => overview.runningChanged('console', count),
    redact: (account, text) => upkeep.redaction.redactor()?.redact(account, [text])[0] ?? text,
  });
  open.commands = commands;
  events.listen(() => commands.operators.accountsChanged(), 'accounts.changed');
  const canSendLater = followSenders(accounts, events);
  const ownNetwork = openOwnNetwork(timing, control.names, accounts.all);
  const monitors = await openMonitorRoom({
    ...{ store, kept, secrets, leftSecrets, events, canSendLater, language, onBug, timing, ownNetwork, accounts: accounts.all },
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
      open.outbox?.nudge();
    },
    // why: before there is an outbox nothing is being sent
    holdBack: (ids, decide) => (open.outbox ? open.outbox.holdBack(ids, decide) : decide([...ids])),
  });
  open.monitors = monitors;
  const address = () => {
    const tunnel = open.connections?.tunnel.state();
    const publicUrl = tunnel?.state === 'off' ? undefined : tunnel?.publicUrl;
    return { url: publicUrl ?? overview.get().listener.url, isPublic: publicUrl !== undefined };
  };
  const statusPage = await openStatusPage({
    ...{ store, kept, secrets, clock, monitors, language, address, onBug, newToken: monitors.newToken },
  });
  onSecretsOpened.push(statusPage.readAgain);

  return { control, commands, canSendLater, ownNetwork, monitors, address, statusPage };
}
