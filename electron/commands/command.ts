import type { z } from 'zod';
import type { Language, Localized } from '../../shared/language.ts';
import type { Result } from '../../shared/result.ts';
import type { LocalMachine } from '../control/local.ts';

/**
 * What a command can do at the worst.
 * - `read`: looks, changes nothing
 * - `change`: changes something that can be changed back
 * - `danger`: switches something off or destroys something
 */
export type DangerLevel = 'read' | 'change' | 'danger';

/** Who asks: a person in WeChat, by account and UserID or OpenID. */
export interface Caller {
  account: string;
  person: string;
}

/** What a command may use while it runs. */
export interface CommandContext {
  caller: Caller;
  language: Language;
  /** All commands there are, for those that speak of the others. */
  commands: readonly Command[];
  localMachine: LocalMachine;
  /** Aborts when the program stops. */
  signal: AbortSignal;
}

/**
 * A command, declared once: the chat's grammar, the help text, menu keys and (later) the console's forms are all made
 * from this.
 */
export interface Command<Parameters extends z.ZodObject = z.ZodObject> {
  /** The English name, also the one on record and in menu keys. */
  name: string;
  /** Other words for it, Chinese ones included. The first Chinese one is the name shown in Chinese. */
  aliases: readonly string[];
  /** One line for the list of commands. */
  summary: Localized;
  /** Named arguments in the order in which the chat takes them. Each value arrives as text. */
  parameters: Parameters;
  /** The arguments as the help text shows them, such as `[server]`; empty where there are none. */
  usage: Localized;
  danger: DangerLevel;
  /** Does it, and gives back the text for the chat. */
  run(args: z.output<Parameters>, context: CommandContext): Promise<Result<string>>;
}

/** Keeps the type of the arguments while a command is declared. */
export function defineCommand<Parameters extends z.ZodObject>(command: Command<Parameters>): Command {
  return command as unknown as Command;
}

/** The name that people of this language see. */
export function displayName(command: Command, language: Language): string {
  if (language === 'en') return command.name;
  return command.aliases.find((alias) => /\p{Script=Han}/u.test(alias)) ?? command.name;
}

/** How the command is written, with its arguments: `状态 [服务器]`. */
export function usageLine(command: Command, language: Language): string {
  return `${displayName(command, language)} ${command.usage[language]}`.trim();
}
