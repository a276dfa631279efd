import { failure } from '../../shared/failures.ts';
import { err, ok } from '../../shared/result.ts';
import { builtInRoles } from '../../shared/role.ts';
import type { SavedScript } from '../../shared/script.ts';
import type { Target } from '../../shared/target.ts';
import type { Fleet } from '../control/fleet.ts';
import type { LocalMachine } from '../control/local.ts';
import { findTargets } from '../control/targets/lookup.ts';
import { localTarget } from '../control/targets/view.ts';
import { noAlarms } from '../monitor/alarms.ts';
import type { CommandRooms } from './command.ts';
import { type CommandDesk, type CommandDeskOptions, createCommandDesk } from './desk.ts';
import { commands } from './registry.ts';
import { findScript } from './scripts.ts';

/** A desk for tests: this computer is its only target unless others are given, and nothing is on record. */
export function openTestDesk(localMachine: LocalMachine, given: Partial<CommandDeskOptions> = {}): CommandDesk {
  return createCommandDesk({
    ...{ commands, fleet: fleetOf([], localMachine.hostName), localMachine, lastHour: { of: () => [] }, alarms: () => noAlarms },
    journal: {
      begin: async () => '1',
      end: async () => undefined,
      note: async () => undefined,
      output: () => undefined,
      latest: async () => [],
    },
    account: () => undefined,
    tell: async () => undefined,
    operators: { accept: async () => err(failure('operators/code')) },
    scripts: scriptsOf([]),
    holding: { isHeld: () => false, set: async () => undefined },
    access: () => ({ roles: builtInRoles, operators: [], held: false }),
    now: Date.now,
    onBug: (error) => {
      throw error;
    },
    ...given,
  });
}

/** Saved scripts for tests. */
export const scriptsOf = (scripts: readonly SavedScript[]): CommandRooms['scripts'] => ({
  list: () => scripts,
  find: (word) => findScript(scripts, word),
});

/** A fleet of these and this computer, which nothing reaches. */
export function fleetOf(targets: readonly Target[], host = 'here'): Fleet {
  const all = [localTarget('zh-CN', { host }), ...targets];
  return { all: () => all, find: (words) => findTargets(all, words), drivers: async () => ok([]) };
}
