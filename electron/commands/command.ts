import type { z } from 'zod';
import type { ChoiceMenu } from '../../shared/choice-menu.ts';
import type { FailureCode } from '../../shared/failures.ts';
import type { Language, Localized } from '../../shared/language.ts';
import type { Failure, Result } from '../../shared/result.ts';
import type { DangerLevel } from '../../shared/role.ts';
import { type Capability, localTargetId, type Target } from '../../shared/target.ts';
import type { TemplateCard } from '../../shared/template-card.ts';
import type { Picture } from '../control/driver.ts';
import type { Fleet } from '../control/fleet.ts';
import type { LastHour } from '../control/last-hour/last-hour.ts';
import type { LocalMachine } from '../control/local.ts';
import type { Alarms } from '../monitor/alarms.ts';
import type { CardNews } from './card-news.ts';
import type { Confirmations } from './confirmations.ts';
import type { Holding } from './holding.ts';
import type { Journal } from './journal.ts';
import type { LongAnswers } from './more.ts';
import type { Operators } from './operators.ts';
import type { Medium } from './parser.ts';
import type { PlannedCommand } from './plan.ts';
import type { Access, AccessRule, Asker } from './policy.ts';
import type { Scripts } from './scripts.ts';
import type { UnderWay } from './under-way.ts';

/** What commands share: the rooms that they act upon. */
export interface CommandRooms {
  fleet: Fleet;
  localMachine: LocalMachine;
  alarms(): Alarms;
  lastHour: Pick<LastHour, 'of'>;
  journal: Journal;
  confirmations: Confirmations<PlannedCommand>;
  holding: Holding;
  scripts: Pick<Scripts, 'list' | 'find'>;
  more: LongAnswers;
  /** What runs at this moment. */
  underWay: UnderWay;
  /** The power orders that are being given and watched: `soft web-01`, `hard web-01`. */
  powerOrders: Set<string>;
  operators: Pick<Operators, 'accept'>;
  /** Writes to somebody who asked before, through the outbox, once under one key; nothing where their account can't send by itself. */
  tell(who: { account: string; person: string }, text: string, key: string): Promise<void>;
  /** Rights as they are at this moment. */
  access(): Access;
  now(): number;
  /** Ms since some fixed point; never jumps. */
  elapsed(): number;
  /** Waits for so many ms, or until the signal aborts. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
}

/** What a command may use while it runs. */
export interface CommandContext extends CommandRooms {
  asker: Asker;
  rule: AccessRule;
  language: Language;
  /** How the line was said. */
  medium: Medium;
  /** The console has sent an earlier message once more: whoever asks by its name did nothing now. */
  isReplay?: true;
  /** The commands that whoever asks may use, for those that speak of the others. */
  commands: readonly Command[];
  /** How much this request may do. */
  danger: DangerLevel;
  /** What it acts upon; empty for a command without targets. */
  targets: readonly Target[];
  /** What whoever asks would get for a line; nothing is touched. */
  plan(line: string): Result<PlannedCommand>;
  /** For a while their reply of 1, 2, 3 … stands for these lines. */
  offer(lines: readonly string[]): void;
  /** They are asked no more which server they mean; false where they weren't. */
  stopAsking(): boolean;
  /** What the card shows from now on whose button asked for this, said at once and once; nothing where none did. */
  tellCard(news: CardNews): void;
  /** Shown live at the console while the command runs. */
  output(text: string): void;
  /** Runs a plan that whoever runs this has confirmed, in its turn. `isOwn`: they asked for it themselves. */
  runConfirmed(plan: PlannedCommand, by: { asker: Asker; rule: AccessRule; isOwn: boolean }): Promise<Result<Answer>>;
  /** Aborts when the run is cancelled (`CancelledBy`) or the program stops. */
  signal: AbortSignal;
}

/** A card that nobody needs any more after a while. */
export interface TimedCard {
  shows: TemplateCard;
  /** Unix time in ms. */
  until: number;
}

/** A question with entries to tap, which nobody needs any more after a while. */
export interface TimedMenu {
  shows: ChoiceMenu;
  /** Unix time in ms. */
  until: number;
}

/**
 * What a command answers: text for the chat, a picture where it has one, and a card, or a menu to choose from, that says the
 * same where such are shown. `isExtra`: the text says all that the picture does, so nothing is told where that can't be
 * sent. `failed`: it did not succeed on all servers, which the text tells one by one. `kept`: what the history keeps in the
 * text's place, where it shows beside it what the text says besides.
 */
export type Answer =
  | string
  | { text: string; kept?: string; picture?: Picture; isExtra?: true; card?: TimedCard; menu?: TimedMenu; failed?: Failure };

/** Which targets a command acts upon. Its last parameter is called `target`, and takes all words that are left. */
export interface TargetsWanted {
  count: 'one' | 'many';
  /** What it acts upon where none is named; a command that changes something wants it named. */
  without: 'local' | 'named';
  /** What a target must be able to do; it isn't asked for where no way to it brings that. */
  needs?: Capability;
  /** What is told where nothing is found by the words. */
  unknown?: FailureCode;
}

/**
 * A command, declared once: the chat's grammar, the help text, menu keys and the console's forms are all made from this.
 */
export interface Command<Parameters extends z.ZodObject = z.ZodObject> {
  /** The English name, also the one on record and in menu keys. */
  name: string;
  /** Other words for it, Chinese ones included. The first Chinese one is the name shown in Chinese. */
  aliases: readonly string[];
  /** Words that stand for the command and its first arguments: `重启` for `power reboot`. */
  shortcuts?: Readonly<Record<string, readonly string[]>>;
  /** One line for the list of commands. */
  summary: Localized;
  /** Named arguments in the order in which the chat takes them. Each value arrives as text. */
  parameters: Parameters;
  /** Where the first words decide what follows: its parameters with these words, instead of the declared ones. */
  parametersFor?(words: readonly string[], scripts: Pick<Scripts, 'find'>, language: Language): Result<z.ZodObject>;
  /** And where they decide how much it may do: that, told by them alone, before anything else about what they name. */
  dangerFor?(words: readonly string[], scripts: Pick<Scripts, 'find'>): DangerLevel;
  /** The arguments as the help text shows them, such as `[server]`; empty where there are none. */
  usage: Localized;
  targets?: TargetsWanted;
  /** What it answers is made for the chat; the console shows the same in other ways. */
  forChat?: true;
  /** Its one argument is a code, or a number, for which no other word is taken: it needs no space before it. */
  takesCode?: true;
  /** It gives somebody's word for something, however little it does by itself: whoever only scans it is asked first. */
  givesWord?: true;
  /** It answers, by a code, what was asked a moment ago: a replay of it would be somebody else's answer. */
  answersByCode?: true;
  /** Whether people without any right may use it. */
  forStrangers?: true;
  /** It answers at once, so it waits for no turn behind commands that take minutes: the brake has to work just then. */
  takesNoPlace?: true;
  /** At the worst, or of these arguments. */
  danger: DangerLevel | ((args: z.output<Parameters>) => DangerLevel);
  /** What a right to do it to our own computer takes, where that is more than it does: its screen shows the console. */
  takesHere?: DangerLevel;
  /** What the audit trail keeps of it besides the line, where that names something that may be changed later. */
  evidence?(args: z.output<Parameters>): Record<string, string>;
  /** A right of its own, without which nobody may use it, however little it does. */
  needsRight?: 'hold';
  /** Does it, and gives back what the chat reads. */
  run(args: z.output<Parameters>, context: CommandContext): Promise<Result<Answer>>;
}

/** Keeps the type of the arguments while a command is declared. */
export function defineCommand<Parameters extends z.ZodObject>(command: Command<Parameters>): Command {
  return command as unknown as Command;
}

/** What a right to do it to these takes, where that is more than it does. */
export const takesOn = ({ takesHere }: Command, targets: readonly Target[]): { takes?: DangerLevel } =>
  takesHere !== undefined && targets.some(({ id }) => id === localTargetId) ? { takes: takesHere } : {};

/** What a command can do at the least: what its arguments make of it isn't known yet. */
export const leastDanger = ({ danger }: Command): DangerLevel => (typeof danger === 'string' ? danger : 'read');

/** And at the worst. */
export const mostDanger = ({ danger }: Command): DangerLevel => (typeof danger === 'string' ? danger : 'danger');

/** The name that people of this language see. */
export function displayName(command: Command, language: Language): string {
  if (language === 'en') return command.name;
  return command.aliases.find((alias) => /\p{Script=Han}/u.test(alias)) ?? command.name;
}

/** How the command is written, with its arguments: `状态 [服务器]`. */
export function usageLine(command: Command, language: Language): string {
  return `${displayName(command, language)} ${command.usage[language]}`.trim();
}
