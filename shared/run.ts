import type { Failure } from './result.ts';
import type { DangerLevel } from './role.ts';
import type { Capability } from './target.ts';

/** Where a request came from. */
export type RunOrigin = 'chat' | 'console';

/** What a run is listed under: in the chat nobody asked for what the console replayed. */
export const toldOrigins = ['chat', 'console', 'replay'] as const;
export type ToldOrigin = (typeof toldOrigins)[number];

export const toldOrigin = ({ origin, isReplay }: Pick<Run, 'origin' | 'isReplay'>): ToldOrigin => (isReplay ? 'replay' : origin);

/**
 * How far a request has come.
 * - `refused`: the policy said no
 * - `asking`: it waits for a confirmation, or for the person to choose a target
 * - `running`
 * - `done`, `failed`, `cancelled`
 * - `interrupted`: nobody knows what came of it: the program ended while it ran, or an order had no answer
 */
export const runStates = ['refused', 'asking', 'running', 'done', 'failed', 'cancelled', 'interrupted'] as const;
export type RunState = (typeof runStates)[number];

/** One request for a command, by chat or by click: what was asked, decided, run, and what came of it. */
export interface Run {
  id: string;
  /** Unix time in ms. */
  at: number;
  origin: RunOrigin;
  /** Absent for the console. */
  account?: string;
  person?: string;
  /** The command's name, and the line that asks for the same in the chat. */
  command: string;
  line: string;
  danger: DangerLevel;
  /** A redaction rule has taken something out of the line: it is not what was run, and running it would be something else. */
  isRedacted?: true;
  /** The ids of its targets. */
  targets: string[];
  state: RunState;
  /** How long it ran, in ms. */
  ms?: number;
  /** What was answered, as much of it as is kept. */
  answer?: string;
  failure?: Failure;
  /** Its row in the message log. */
  message?: string;
  /** Nobody wrote that message: the console has sent one again, perhaps edited. */
  isReplay?: true;
  /** Whether a picture was answered. */
  hasPicture?: boolean;
  /** The picture that was answered is past its keeping, and deleted. */
  isPictureGone?: true;
}

/** A piece of what a running command prints. */
export interface RunOutput {
  run: string;
  text: string;
}

/** What a line would do. */
export interface RunPlan {
  command: string;
  /** The line with every target named. */
  line: string;
  danger: DangerLevel;
  targets: string[];
  /** Whether it has to be confirmed. */
  confirm: boolean;
  /** Several targets fit: the line for each of them. */
  offers: { target: string; line: string }[];
}

/** A click's request for a command. */
export interface ConsoleRequest {
  line: string;
  /** The ids of the targets that were shown when somebody said yes: where these are not the ones meant now, nothing runs. */
  confirmed?: string[] | undefined;
  /** Names the click, which may have to be told twice: the id that its run gets (`runIdAt`). */
  key?: string | undefined;
}

export interface RunStart {
  run: string;
}

/** A command as the console makes buttons and forms of it. */
export interface CommandView {
  name: string;
  /** The name that people of the gateway's language see. */
  title: string;
  aliases: string[];
  summary: string;
  usage: string;
  /** At the worst. */
  danger: DangerLevel;
  /** Its named arguments in order, without the targets. */
  parameters: CommandParameter[];
  targets: 'none' | 'one' | 'many';
  /** Whether it may be asked for without naming a target. */
  targetIsOptional: boolean;
  /** What a target must be able to do. */
  needs?: Capability;
  /** What it answers is made for the chat: the console has no button for it. */
  forChat?: true;
}

export interface CommandParameter {
  name: string;
  isOptional: boolean;
  /** Where only some words will do. */
  options?: string[];
}

/** What checking the audit trail found. */
export interface TrailVerdict {
  /** So many records fit. */
  checked: number;
  /** The first record that was changed or is missing. */
  broken?: number;
}

/** A code by which somebody binds themselves. */
export interface Invitation {
  code: string;
  role: string;
  /** Unix time in ms. */
  until: number;
}
