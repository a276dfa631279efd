import { setTimeout } from 'node:timers/promises';
import type { Accounts } from '../accounts/accounts.ts';
import type { CallbackRoom } from '../callback/callback-room.ts';
import type { CommandsRoom } from '../commands/commands-room.ts';
import type { Connections } from '../connections.ts';
import type { ControlRoom } from '../control/control-room.ts';
import type { InspectorRoom } from '../inspector/inspector-room.ts';
import type { Menus } from '../menus/menus.ts';
import type { MessageLog } from '../message-log.ts';
import type { MonitorRoom } from '../monitor/monitor-room.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { LeftSecrets } from '../secrets/left-secrets.ts';
import type { Simulator } from '../simulator/platform.ts';
import type { Store } from '../store/store.ts';
import type { Upkeep } from '../upkeep/upkeep.ts';

/** What has to be closed, as far as it is open by now. */
export interface OpenRooms {
  /** Tells all that wait for something of the world that the program stops. */
  stopping: AbortController;
  store: Pick<Store, 'close'>;
  accounts?: Pick<Accounts, 'close'>;
  callback?: Pick<CallbackRoom, 'close'>;
  commands?: Pick<CommandsRoom, 'close'>;
  connections?: Pick<Connections, 'close'>;
  control?: Pick<ControlRoom, 'close'>;
  inspection?: Pick<InspectorRoom, 'close'>;
  leftSecrets?: Pick<LeftSecrets, 'close'>;
  menus?: Pick<Menus, 'close'>;
  messages?: Pick<MessageLog, 'settled'>;
  monitors?: Pick<MonitorRoom, 'close'>;
  outbox?: Pick<Outbox, 'close'>;
  simulator?: Pick<Simulator, 'close'>;
  upkeep?: Pick<Upkeep, 'close'>;
}

/** What is being sent gets so many ms to be answered: what is cut off goes out again after the next start. */
const sendingMs = 3_000;

/** Lets what runs finish, then closes everything. One that fails keeps none of the others open; gives back why they failed. */
export async function closeRooms(open: OpenRooms): Promise<unknown[]> {
  const errors: unknown[] = [];
  const settle = async (close: () => unknown) => {
    try {
      await close();
    } catch (error) {
      errors.push(error);
    }
  };
  open.stopping.abort();
  await settle(() => open.commands?.close());
  const inspected = settle(() => open.inspection?.close());
  await settle(() => open.simulator?.close());
  await settle(() => open.callback?.close());
  await settle(() => open.monitors?.close());
  const sent = settle(() => open.outbox?.close());
  await settle(() => open.control?.close());
  await Promise.race([sent, setTimeout(sendingMs, undefined, { ref: false })]);
  // The tunnel after what may still leave through it.
  await settle(() => open.connections?.close());
  await settle(() => open.menus?.close());
  await sent;
  await settle(() => open.messages?.settled());
  await Promise.all([inspected, settle(() => open.upkeep?.close())]);
  await settle(() => open.accounts?.close());
  await settle(() => open.leftSecrets?.close());
  await settle(() => open.store.close());
  return errors;
}
