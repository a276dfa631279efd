import { randomInt } from 'node:crypto';
import type { Language } from '../../shared/language.ts';
import { limits } from '../../shared/limits.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { type Choices, createChoices } from './choices.ts';
import type { Answer, Command, CommandRooms } from './command.ts';
import { createConfirmations } from './confirmations.ts';
import { humanOf, type PeopleOf } from './human.ts';
import type { RunRequest } from './journal.ts';
import { findCommand } from './lookup.ts';
import { createLongAnswers } from './more.ts';
import { type Medium, parseCommandLine } from './parser.ts';
import { type PlannedCommand, planCommand } from './plan.ts';
import type { AccessRule, Asker } from './policy.ts';
import { serversIn } from './rights.ts';
import { type Running, runCommand } from './run.ts';
import { createUnderWay } from './under-way.ts';

export interface CommandDeskOptions extends Omit<CommandRooms, 'confirmations' | 'more' | 'powerOrders' | 'underWay'> {
  commands: readonly Command[];
  /** Whose people an account knows; undefined where there is no such account. */
  account(id: string): PeopleOf | undefined;
  onBug(error: unknown): void;
}

/** Where commands are asked for, by chat and by click: one registry, one policy, one record. */
export interface CommandDesk {
  /** What a line asks for: a command that may be run, or in that language why not. Changes nothing. */
  plan(line: string, asker: Asker, rule: AccessRule, language: Language, medium?: Medium): Result<PlannedCommand>;
  run(plan: PlannedCommand, running: Running): Promise<Result<Answer>>;
  /** Who was asked which server they mean, and may answer with a number. */
  choices: Omit<Choices, 'offer'>;
  /** Ends a run that is under way; false where it has ended already. */
  cancel(id: string, by: Asker): boolean;
  /**
   * Puts on record why a line was not planned: the policy said no, or what was asked of a command doesn't fit. Gives back
   * false where a stranger has been told so before, a short while ago. `by`: the message that asked, and whether it is a replay.
   */
  refused(line: string, asker: Asker, reason: Failure, by?: Pick<RunRequest, 'message' | 'isReplay'>): Promise<boolean>;
}

/** How long a code for a dangerous command is good, in ms. */
const confirmMs = 60_000;
/** A stranger is answered once in so many ms. */
const strangerMs = 24 * 3_600_000;
const mostStrangers = 1_000;

/** Failures that are the policy's: these are on record as refusals. */
const refusals = new Set(['command/stranger', 'command/no-right', 'command/not-now', 'command/held']);

export function createCommandDesk(options: CommandDeskOptions): CommandDesk {
  const { now, commands, fleet, journal, scripts } = options;
  const access = () => ({ ...options.access(), isServer: serversIn(fleet) });
  const choices = createChoices(now);
  const confirmations = createConfirmations<PlannedCommand>({
    ...{ now, random: (below) => randomInt(below), keepMs: confirmMs },
    human: (asker) => humanOf(asker, options.account),
  });
  const more = createLongAnswers(now);
  const powerOrders = new Set<string>();
  const underWay = createUnderWay(options.elapsed);
  const toldAt = new Map<string, number>();

  function isToldAnew({ code }: Failure, asker: Asker): boolean {
    if (code !== 'command/stranger' || asker.origin === 'console') return true;
    const who = `${asker.account} ${asker.person}`;
    const last = toldAt.get(who);
    if (last !== undefined && now() - last < strangerMs) return false;
    toldAt.delete(who);
    toldAt.set(who, now());
    const [oldest] = toldAt.keys();
    if (toldAt.size > mostStrangers && oldest !== undefined) toldAt.delete(oldest);
    return true;
  }

  function commandOf(line: string): Command | undefined {
    const parsed = parseCommandLine(line.slice(0, limits.commandLineChars), 'zh-CN');
    return parsed.ok ? findCommand(commands, parsed.value.word)?.command : undefined;
  }

  return {
    choices,
    plan: (line, asker, rule, language, medium) =>
      planCommand(line, asker, rule, language, { commands, fleet, access, choices, scripts, now }, medium),
    run: (plan, running) => runCommand(plan, running, { ...options, access, choices, confirmations, more, powerOrders, underWay }),
    cancel: underWay.cancel,
    async refused(written, asker, reason, by) {
      const line = choices.lineOf(asker, written) ?? written;
      const isRefusal = refusals.has(reason.code);
      const command = isRefusal ? '' : commandOf(line)?.name;
      // why: what names no command is chatter
      if (command !== undefined) {
        await journal.note(
          { at: now(), ...asker, command, line, danger: 'read', targets: [], ...by },
          { state: isRefusal ? 'refused' : 'failed', failure: reason },
        );
      }
      return isToldAnew(reason, asker);
    },
  };
}
