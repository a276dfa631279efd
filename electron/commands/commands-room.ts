import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Language } from '../../shared/language.ts';
import type { RoleTrial, RoleWish } from '../../shared/people-api.ts';
import type { CommandView, TrailVerdict } from '../../shared/run.ts';
import type { Clock } from '../clock.ts';
import type { Fleet } from '../control/fleet.ts';
import type { LastHour } from '../control/last-hour/last-hour.ts';
import type { LocalMachine } from '../control/local.ts';
import type { EventHub } from '../events.ts';
import type { KeptValues } from '../kept-values.ts';
import type { Alarms } from '../monitor/alarms.ts';
import type { Store } from '../store/store.ts';
import { viewOf } from './command-view.ts';
import { type ConsoleRuns, createConsoleRuns } from './console-runs.ts';
import { type CommandDesk, type CommandDeskOptions, createCommandDesk } from './desk.ts';
import type { Holding } from './holding.ts';
import { closeUnfinished, type KeptJournal, openJournal } from './kept-journal.ts';
import { type Operators, openOperators } from './operators.ts';
import { commands } from './registry.ts';
import { rightsRecord } from './rights-trail.ts';
import { tryRole } from './role-trial.ts';
import { openRoles, type Roles } from './roles.ts';
import { openScripts, type Scripts } from './scripts.ts';
import { type TellCutOff, tellCutOff, tellOfConsole } from './tell-cut-off.ts';

export interface CommandsRoomOptions extends Pick<CommandDeskOptions, 'account' | 'tell'> {
  store: Store;
  kept: KeptValues;
  events: Pick<EventHub, 'emit'>;
  clock: Clock;
  fleet: Fleet;
  localMachine: LocalMachine;
  alarms(): Alarms;
  lastHour: Pick<LastHour, 'of'>;
  language(): Language;
  /** Takes out of a text what must not be kept. */
  redact(account: string, text: string): string;
  /** How many commands that were asked for by click run at this moment. */
  onConsoleRunning(count: number): void;
  onBug(error: unknown): void;
}

/** All that belongs to commands: who may, what runs, and the record of it. */
export interface CommandsRoom {
  desk: CommandDesk;
  console: ConsoleRuns;
  operators: Operators;
  roles: Roles;
  /** What somebody with this role would be told; undefined where there is no such command or target. */
  tryRole(wish: RoleWish): RoleTrial | undefined;
  scripts: Scripts;
  holding: Holding;
  history: Pick<KeptJournal, 'page' | 'get' | 'showLooks'>;
  tellCutOff: TellCutOff;
  /** To be called once something can be sent. */
  tellOfConsole(): Promise<void>;
  list(): CommandView[];
  /** Checks the audit trail from its beginning, a stretch at a time. */
  verifyTrail(): Promise<TrailVerdict>;
  close(): void;
}

const heldName = 'commands.held';
/** So many records of the trail are checked in one go. */
const stretch = 5_000;

export async function openCommandsRoom(options: CommandsRoomOptions): Promise<CommandsRoom> {
  const { store, kept, events, clock, fleet, language, onBug } = options;
  const cutOff = await closeUnfinished(store);
  const closing = new AbortController();
  const journal = openJournal({
    ...{ store, onBug, signal: closing.signal, redact: options.redact },
    onChanged: (run) => events.emit('runs.changed', [run]),
    onOutput: (output) => events.emit('runs.output', [output]),
  });
  const roles: Roles = await openRoles({
    ...{ store, kept, language, now: clock.now, operators: () => operators.list() },
    isServer: (word) => fleet.all().some(({ id }) => id === word),
    onChanged: (all) => events.emit('roles.changed', [...all]),
  });
  const operators: Operators = await openOperators({
    ...{ store, now: clock.now, roles: roles.list, account: options.account, random: (below: number) => randomInt(below) },
    onChanged: (all) => events.emit('operators.changed', [...all]),
    onBug,
  });
  const scripts = await openScripts({ store, now: clock.now, onChanged: (all) => events.emit('scripts.changed', [...all]) });
  const holding = keptHolding(options);
  const desk = createCommandDesk({
    ...{
      commands,
      fleet,
      localMachine: options.localMachine,
      alarms: options.alarms,
      lastHour: options.lastHour,
      account: options.account,
      tell: options.tell,
      journal,
      holding,
      operators,
      scripts,
      onBug,
      now: clock.now,
      elapsed: clock.elapsed,
      pause: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
    },
    access: () => ({
      ...{ roles: roles.list(), operators: operators.list(), held: holding.isHeld() },
      former: [...operators.former(), ...operators.removed()],
      removed: operators.removed().filter(({ isPresent }) => isPresent),
      meant: roles.meant,
    }),
  });
  const console = createConsoleRuns({ desk, known: journal.known, language, onRunning: options.onConsoleRunning, onBug });
  return {
    ...{ desk, console, operators, roles, scripts, holding, history: journal },
    tellCutOff: tellCutOff(store, options.tell, language),
    tellOfConsole: () => tellOfConsole(cutOff, options.tell, language),
    tryRole: (wish) => tryRole(wish, { commands, fleet, held: holding.isHeld(), meant: roles.meant }),
    list: () => commands.map((command) => viewOf(command, language())),
    async verifyTrail() {
      let next: { after: number; hash?: string } | null = { after: 0 };
      let verdict: TrailVerdict = { checked: 0 };
      while (next) {
        const found: Awaited<ReturnType<typeof verify>> = await verify(store, next);
        verdict = { checked: found.checked, ...(found.broken !== undefined && { broken: found.broken }) };
        ({ next } = found);
      }
      return verdict;
    },
    close() {
      closing.abort();
      console.close();
    },
  };
}

const verify = (store: Store, from: { after: number; hash?: string }) => store.do('audit.verify', { ...from, limit: stretch });

function keptHolding({ store, kept, clock, events }: CommandsRoomOptions): Holding {
  // why: what a newer version has kept is a hold of some kind, and told as unreadable
  kept.read(heldName, z.literal(1));
  let held = kept.has(heldName);
  return {
    isHeld: () => held,
    async set(value, by) {
      const trail = value === held ? [] : [rightsRecord(clock.now(), by, { kind: value ? 'held' : 'released' })];
      held = value;
      // Asked for in one breath, so both are in one transaction.
      await Promise.all([kept.keep(heldName, value ? 1 : null), store.do('audit.note', { trail })]);
      events.emit('hold.changed', { held });
    },
  };
}
