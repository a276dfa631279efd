import { failure } from '../../shared/failures.ts';
import { limits } from '../../shared/limits.ts';
import { err, type Failure, ok, type Result } from '../../shared/result.ts';
import type { Clock } from '../clock.ts';
import type { CardNews } from '../commands/card-news.ts';
import type { Answer, TimedCard, TimedMenu } from '../commands/command.ts';
import type { CommandDesk } from '../commands/desk.ts';
import type { PlannedCommand } from '../commands/plan.ts';
import type { Asker } from '../commands/policy.ts';
import { textOf } from '../commands/run.ts';
import { createRunQueue, type Leave, noPlace } from '../commands/run-queue.ts';
import type { CallbackAccount } from './accounts.ts';
import { ageOf, type Exchange } from './exchange.ts';

export interface CommandTurnsOptions {
  commands: Pick<CommandDesk, 'run'>;
  clock: Pick<Clock, 'now'>;
  /** Aborts when the program stops. */
  signal: AbortSignal;
  /** How many commands run at this moment. */
  onRunning(count: number): void;
  /** Puts on disk that a command which waited is about to run. False where it does not wait any more: then it must not run. */
  begin(id: string, command: string): Promise<boolean>;
}

/** Who a command of a message is run for. */
export interface AskedBy {
  asker: Asker;
  from: CallbackAccount;
  /** When it was asked for: what waits its turn for too long is not what anybody still wants. */
  exchange: Pick<Exchange, 'at' | 'stopwatch'>;
  /** What the card shows from now on whose button asked for it. */
  onCard?: ((news: CardNews) => void) | undefined;
  /** The run's end is on its way to the disk: it has to be there before the answer leaves. */
  onRecording(writing: Promise<void>): void;
}

/** What a command answers, in the chat. */
export interface CommandAnswer {
  text: string;
  picture?: AnswerPicture;
  /** The same as a card, for those chats that show any. */
  card?: TimedCard;
  /** The same with entries to tap, for those that show such. */
  menu?: TimedMenu;
  /** What of it did not succeed, which the text tells. */
  failed?: Failure;
  /** The admin has written it: its rows are called by its key, and whoever wrote it hears when they are on disk. */
  byHand?: Pick<HandAnswer, 'key' | 'kept'>;
}

/** What the admin writes into a response that waits. */
export interface HandAnswer {
  text: string;
  /** Names the reply: asked for twice it is sent once, over restarts. */
  key: string;
  /** Called when it is on disk. */
  kept(): void;
}

/** A picture is with its run. */
export interface AnswerPicture {
  run: string;
  /** How large it is. */
  bytes: number;
  /** The text says it all without. */
  isExtra: boolean;
}

/** Runs the commands of messages, so many at a time; the others wait their turn. */
export interface CommandTurns {
  /** A place for a command, where one is free or it needs none. */
  tryEnter(planned: PlannedCommand): Leave | undefined;
  /** Runs a command for which a place was taken, and whose row on disk (`id`) says that it runs. */
  runNow(id: string, planned: PlannedCommand, by: AskedBy): Promise<Result<CommandAnswer>>;
  /**
   * Waits for a place first. What has none yet when the program stops is left for the next start to find; what gets one too
   * late fails with `command/too-late`.
   */
  runInTurn(id: string, planned: PlannedCommand, by: AskedBy): Promise<Result<CommandAnswer> | 'not begun'>;
}

export function createCommandTurns({ commands, clock, signal, onRunning, begin }: CommandTurnsOptions): CommandTurns {
  const queue = createRunQueue(limits.commandsAtOnce);
  let running = 0;

  const countRunning = (change: 1 | -1) => {
    running += change;
    onRunning(running);
  };

  const isTooLate = ({ exchange }: AskedBy) => ageOf(exchange, clock) > limits.resumeWithinMs;

  /** A place for what was asked for again with a yes, unless it comes too late. */
  async function takeTurn(by: AskedBy): Promise<Leave | undefined> {
    const leave = await queue.enter(by.from.account.id);
    if (!isTooLate(by)) return leave;
    leave();
    return undefined;
  }

  async function runNow(id: string, planned: PlannedCommand, by: AskedBy): Promise<Result<CommandAnswer>> {
    const { asker, from, onCard, onRecording } = by;
    countRunning(1);
    try {
      const begun: string[] = [];
      const onBegun = (run: string) => void begun.push(run);
      const result = await commands.run(planned, {
        asker,
        rule: from.access,
        message: id,
        signal,
        onBegun,
        onRecording,
        ...(onCard && { onCard }),
        ...(planned.command.takesNoPlace && { takeTurn: () => takeTurn(by) }),
      });
      return result.ok ? ok(answerOf(result.value, begun[0])) : result;
    } finally {
      countRunning(-1);
    }
  }

  return {
    tryEnter: ({ command }) => (command.takesNoPlace ? noPlace : queue.tryEnter()),
    runNow,
    async runInTurn(id, planned, by) {
      const leave = planned.command.takesNoPlace ? noPlace : await queue.enter(by.from.account.id);
      try {
        if (signal.aborted || !(await begin(id, planned.command.name))) return 'not begun';
        if (isTooLate(by)) return err(failure('command/too-late', {}, planned.language));
        return await runNow(id, planned, by);
      } finally {
        leave();
      }
    },
  };
}

function answerOf(answer: Answer, run: string | undefined): CommandAnswer {
  const { picture, isExtra = false, card, menu, failed } = typeof answer === 'object' ? answer : {};
  return {
    text: textOf(answer),
    ...(picture && run !== undefined && { picture: { run, bytes: picture.bytes.length, isExtra } }),
    ...(card && { card }),
    ...(menu && { menu }),
    ...(failed && { failed }),
  };
}
