import { followAccounts } from '../accounts/follow-accounts.ts';
import { openCallbackRoom } from '../callback/callback-room.ts';
import { openConnections } from '../connections.ts';
import { openDesktopRoom } from '../desktop-room.ts';
import { createOwnRequests } from '../doctor/own-requests.ts';
import { createByHand } from '../inspector/by-hand.ts';
import { openInspectorRoom } from '../inspector/inspector-room.ts';
import { createMenus } from '../menus/menus.ts';
import { answerPush } from '../monitor/answer-push.ts';
import { createOutbox } from '../outbox/outbox.ts';
import { systemTiming } from '../timing.ts';
import type { OpenRooms } from './close-rooms.ts';
import type { CoreRooms } from './core-rooms.ts';
import type { GatewayOptions } from './gateway-options.ts';
import type { LaterRooms } from './later-rooms.ts';
import type { ServerRooms } from './server-rooms.ts';

/** What hears WeChat and speaks to it. The outbox is there last: the others tell first what the last end of the program left behind. */
export async function openChatRooms(options: GatewayOptions, core: CoreRooms, servers: ServerRooms, open: OpenRooms & LaterRooms) {
  const { store, kept, events, clock, log, onBug, language, configuration, messages, secrets, accounts, overview } = core;
  const { commands, canSendLater, ownNetwork, monitors, statusPage } = servers;
  const { dataDir } = configuration;
  const desktop = openDesktopRoom(kept, options.shell);
  const byHand = createByHand({ now: clock.now, onChange: (holding) => events.emit('holding.changed', holding) });
  const ownRequests = createOwnRequests();
  const callback = await openCallbackRoom({
    ...configuration.listener,
    ...{ store, kept, clock, accounts, messages, canSendLater, language, log, onBug },
    signal: open.stopping.signal,
    replayWindowSeconds: configuration.replayWindowSeconds,
    tunnel: () => open.connections?.tunnel,
    isOwn: ownRequests.isOwn,
    ...{ commands: commands.desk, tellCutOff: commands.tellCutOff },
    byHand: byHand.wait,
    isHeld: byHand.takes,
    answerPush: (target) => answerPush(target, monitors),
    statusPage: statusPage.answer,
    onQueued: () => open.outbox?.nudge(),
    cardAttempt: async (id, ms) => open.outbox?.cardAttempt(id, ms),
    onRunning: (count) => overview.runningChanged('chat', count),
  });
  open.callback = callback;
  const { listener, pipeline } = callback;
  overview.listenerChanged(listener);
  const connections = await openConnections({
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
  const outbox = createOutbox({ store, client: platforms.client, timing: systemTiming, onChanged: messages.changed, onBug });
  open.outbox = outbox;
  const accountsChanged = async () => {
    callback.accountsChanged();
    void monitors.notices.accountsChanged().catch(onBug);
    await outbox.accountsChanged(accounts.all().flatMap((account) => (canSendLater(account) ? [account.id] : [])));
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

  return { desktop, byHand, callback, connections, menus, outbox, inspection };
}
