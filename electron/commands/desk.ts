import { randomInt } from 'node:crypto';
import type { Language } from '../../shared/language.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { type Choices, createChoices } from './choices.ts';
import type { Answer, Command, CommandRooms } from './command.ts';
import { createConfirmations } from './confirmations.ts';
import { humanOf, type PeopleOf } from './human.ts';
import { createLongAnswers } from './more.ts';
import type { Medium } from './parser.ts';
import { type PlannedCommand, planCommand } from './plan.ts';
import type { AccessRule, Asker } from './policy.ts';
import { type Running, runCommand } from './run.ts';

export interface CommandDeskOptions extends Omit<CommandRooms, 'confirmations' | 'more'> {
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
  choices: Pick<Choices, 'isOpen' | 'forget'>;
  /** Ends a run that is under way; false where it has ended already. */
  cancel(id: string): boolean;
  /** Puts on record that somebody was refused; gives back false where they have been told so before, a short while ago. */
  refused(line: string, asker: Asker, reason: Failure, message: string): Promise<boolean>;
}

/** How long a code for a dangerous command is good, in ms. */
const confirmMs = 60_000;
/** A stranger is answered once in so many ms. */
const strangerMs = 24 * 3_600_000;
const mostStrangers = 1_000;

/** Failures that are the policy's: these are on record as refusals. */
const refusals = new Set(['command/stranger', 'command/no-right', 'command/not-now', 'command/held']);

export function createCommandDesk(options: CommandDeskOptions): CommandDesk {
  const { now, commands, fleet, access, journal, scripts } = options;
  const choices = createChoices(now);
  const confirmations = createConfirmations<PlannedCommand>({
    ...{ now, random: (below) => randomInt(below), keepMs: confirmMs },
    human: (asker) => humanOf(asker, options.account),
  });
  const more = createLongAnswers(now);
  const underWay = new Map<string, AbortController>();
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

  return {
    choices,
    plan: (line, asker, rule, language, medium) =>
      planCommand(line, asker, rule, language, { commands, fleet, access, choices, scripts, now }, medium),
    run: (plan, running) => runCommand(plan, running, { ...options, choices, confirmations, more, underWay }),
    cancel(id) {
      underWay.get(id)?.abort();
      return underWay.has(id);
    },
    async refused(line, asker, reason, message) {
      if (!refusals.has(reason.code)) return true;
      const who = asker.origin === 'chat' ? asker : { origin: asker.origin };
      await journal.note(
        { at: now(), ...who, command: '', line, danger: 'read', targets: [], message },
        { state: 'refused', failure: reason },
      );
      return isToldAnew(reason, asker);
    },
  };
}
