import { failure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import { err, type Failure, ok, type Result } from '../../shared/result.ts';
import type { WechatMessage } from '../../shared/wechat-message.ts';
import { numberIn } from '../commands/choices.ts';
import type { CommandDesk } from '../commands/desk.ts';
import type { RunRequest } from '../commands/journal.ts';
import { answerLanguage, commandLineOf, mediumOf } from '../commands/parser.ts';
import type { PlannedCommand } from '../commands/plan.ts';
import type { Asker } from '../commands/policy.ts';
import type { CallbackAccount } from './accounts.ts';

type Planned = Result<PlannedCommand> | undefined;

/** What messages ask the command desk for. */
export interface Asking {
  /** A command that may be run, why it may not, or undefined where nothing is asked for. */
  plan(message: WechatMessage, from: CallbackAccount): Planned;
  /** The same of a replay: what answers by a code is good for its moment, and for whoever gave it. */
  planReplay(message: WechatMessage, from: CallbackAccount): Planned;
  /**
   * The same of one that had waited its turn when the program ended, so that it asked for something: of a number nobody knows
   * any more what that was.
   */
  asItWaited(planned: Planned, message: WechatMessage): Planned;
  /** Whether it is a number that answers what its person was asked last. */
  isChoice(message: WechatMessage, from: CallbackAccount): boolean;
  /** What it asks for is being carried out: the question that it answers is over. False where that was over before. */
  answered(message: WechatMessage, from: CallbackAccount): boolean;
  /** Puts a refusal on record; false where the person is to hear nothing more. @param by the row that asked */
  noteRefusal(
    by: Pick<RunRequest, 'message' | 'isReplay'>,
    reason: Failure,
    message: WechatMessage,
    from: CallbackAccount,
  ): Promise<boolean>;
}

export function createAsking(commands: Pick<CommandDesk, 'plan' | 'refused' | 'choices'>, language: () => Language): Asking {
  const plan: Asking['plan'] = (message, from) => {
    const line = isPerson(message) ? commandLineOf(message) : undefined;
    if (line === undefined) return undefined;
    const asker = askerOf(message.from, from);
    return commands.plan(line, asker, from.access, answerLanguage(message, line, language()), mediumOf(message));
  };
  return {
    plan,
    planReplay(message, from) {
      const planned = plan(message, from);
      if (!planned?.ok) return planned;
      if (planned.value.command.answersByCode) return err(failure('command/not-replayed', {}, language()));
      return ok({ ...planned.value, isReplay: true });
    },
    asItWaited(planned, message) {
      const line = commandLineOf(message) ?? '';
      const isForgotten = planned?.ok === false && unknown.has(planned.error.code) && numberIn(line) !== undefined;
      return isForgotten ? err(failure('command/choice-over', {}, answerLanguage(message, line, language()))) : planned;
    },
    isChoice: (message, from) => commands.choices.lineOf(askerOf(message.from, from), commandLineOf(message) ?? '') !== undefined,
    answered: (message, from) => commands.choices.answered(askerOf(message.from, from), commandLineOf(message) ?? ''),
    noteRefusal: (by, reason, message, from) => commands.refused(commandLineOf(message) ?? '', askerOf(message.from, from), reason, by),
  };
}

const unknown = new Set(['command/unknown', 'command/unknown-near']);

export const askerOf = (person: string, { account }: CallbackAccount): Asker & { origin: 'chat' } => ({
  origin: 'chat',
  account: account.id,
  person,
});

export const isPerson = ({ from }: WechatMessage) => from !== '' && from !== 'sys';
