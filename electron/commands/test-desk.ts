import { setTimeout as sleep } from 'node:timers/promises';
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
import type { Store } from '../store/store.ts';
import type { CommandRooms } from './command.ts';
import { type CommandDesk, type CommandDeskOptions, createCommandDesk } from './desk.ts';
import { type KeptJournal, openJournal } from './kept-journal.ts';
import type { Asker } from './policy.ts';
import { commands } from './registry.ts';
import { failureText, textOf } from './run.ts';
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
    elapsed: () => performance.now(),
    pause: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
    onBug: (error) => {
      throw error;
    },
    ...given,
  });
}

/** This computer, where nobody is to ask how it is doing. */
export const unasked: LocalMachine = { hostName: 'here', read: () => Promise.reject(new Error('nobody asks this')) };

/** A journal in this store that tells nobody. */
export function quietJournal(store: Store): KeptJournal {
  const quiet = () => undefined;
  const { signal } = new AbortController();
  return openJournal({ store, signal, redact: (_, text) => text, onChanged: quiet, onOutput: quiet, onBug: quiet });
}

/** What somebody reads who writes a line in the chat. `signal`: aborts when the program stops. */
export async function sayInChat(desk: CommandDesk, line: string, asker: Asker, signal = new AbortController().signal): Promise<string> {
  const planned = desk.plan(line, asker, {}, 'zh-CN');
  if (!planned.ok) return (await desk.refused(line, asker, planned.error, { message: '7' })) ? failureText(planned.error) : '';
  const result = await desk.run(planned.value, { asker, rule: {}, message: '7', signal });
  return result.ok ? textOf(result.value) : failureText(result.error);
}

/** The code that a question asks for. */
export const codeIn = (text: string) => /确认 (\d{4})/.exec(text)?.[1] ?? '';

/** Saved scripts for tests. */
export const scriptsOf = (scripts: readonly SavedScript[]): CommandRooms['scripts'] => ({
  list: () => scripts,
  find: (word) => findScript(scripts, word),
});

/** A fleet of these and this computer, which nothing reaches. */
export function fleetOf(targets: readonly Target[], host = 'here'): Fleet {
  const all = [localTarget('zh-CN', { host }), ...targets];
  return { all: () => all, isFixed: () => false, find: (words) => findTargets(all, words), drivers: async () => ok([]) };
}
