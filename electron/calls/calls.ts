import { ok } from '../../shared/result.ts';
import { type AccountRooms, accountCalls } from '../accounts/account-calls.ts';
import type { Activity } from '../activity.ts';
import { type CommandRooms, commandCalls } from '../commands/command-calls.ts';
import { type PeopleRooms, peopleCalls } from '../commands/people-calls.ts';
import type { Connections } from '../connections.ts';
import type { LastHour } from '../control/last-hour/last-hour.ts';
import { lastHourCalls } from '../control/last-hour/last-hour-calls.ts';
import { targetCalls } from '../control/targets/target-calls.ts';
import type { Targets } from '../control/targets/targets.ts';
import type { DesktopRoom } from '../desktop-room.ts';
import { type InspectorRooms, inspectorCalls } from '../inspector/inspector-calls.ts';
import { menuCalls } from '../menus/menu-calls.ts';
import type { Menus } from '../menus/menus.ts';
import { type MonitorCallsOptions, monitorCalls } from '../monitor/monitor-calls.ts';
import { statusPageCalls } from '../monitor/status-page-calls.ts';
import type { StatusPageRoom } from '../monitor/status-page-room.ts';
import type { OverviewRoom } from '../overview.ts';
import { platformCalls } from '../platforms/platform-calls.ts';
import { templateCalls } from '../platforms/template-calls.ts';
import type { SettingsRoom } from '../settings.ts';
import type { Simulator } from '../simulator/platform.ts';
import { simulatorCalls } from '../simulator/simulator-calls.ts';
import { tunnelCalls } from '../tunnel/tunnel-calls.ts';
import type { Upkeep } from '../upkeep/upkeep.ts';
import { upkeepCalls } from '../upkeep/upkeep-calls.ts';
import type { CallTable } from './call-table.ts';
import { desktopCalls } from './desktop-calls.ts';

interface OtherRooms {
  overview: OverviewRoom;
  activity: Activity;
  settings: SettingsRoom;
  connections: Connections;
  targets: Targets;
  lastHour: LastHour;
  menus: Menus;
  statusPage: StatusPageRoom;
  desktop: DesktopRoom;
  simulator: Simulator;
  upkeep: Upkeep;
}

type Rooms = AccountRooms & CommandRooms & Omit<PeopleRooms, 'platforms'> & InspectorRooms & MonitorCallsOptions & OtherRooms;

/** What stands behind the contract (`shared/api.ts`). */
export function createCalls(rooms: Rooms): CallTable {
  const { overview, activity, settings, clock, connections, language } = rooms;
  const { platforms, doctor } = connections;
  return {
    'overview.get': async () => ok(overview.get()),
    'overview.rate': async ({ minutes }) => ok(activity.rate(minutes, clock.now())),
    ...inspectorCalls(rooms),
    ...commandCalls(rooms),
    ...peopleCalls({ ...rooms, platforms }),
    ...simulatorCalls(rooms.simulator),
    ...accountCalls(rooms),
    ...platformCalls(platforms),
    ...templateCalls(platforms, language),
    ...tunnelCalls(connections),
    'doctor.last': async () => ok(doctor.last()),
    'doctor.run': ({ account, only }) => doctor.run(account, only),
    ...targetCalls(rooms.targets),
    ...lastHourCalls(rooms.lastHour),
    ...menuCalls(rooms.menus),
    ...monitorCalls(rooms),
    ...statusPageCalls(rooms.statusPage),
    ...desktopCalls(rooms.desktop),
    ...upkeepCalls(rooms.upkeep),
    'settings.get': async () => ok(settings.get()),
    'settings.set': async (change) => ok(await settings.set(change as Partial<typeof change> as never)),
  };
}
