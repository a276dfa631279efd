/**
 * How a target is reached: one interface for what commands need, one file a driver. Drivers know nothing of chat or
 * policy. All that they are given is a value: no driver ever builds a command line from text but with `quote.ts`.
 */

import type { Result } from '../../shared/result.ts';
import type { DriverKind, TargetSystem } from '../../shared/target.ts';

/** A program with its arguments, each of which reaches it as it is. */
export interface ProgramCall {
  program: string;
  args: readonly string[];
  /** What it reads from its standard input; nothing where it is missing. */
  input?: string;
}

export interface RunOptions {
  /** Ends it: the program is ended too, as far as the target lets us. */
  signal: AbortSignal;
  /** After so many ms it is ended. */
  timeoutMs: number;
  /** So many bytes of its output are kept; the rest is read and dropped. */
  mostBytes: number;
  /** Each piece of output as it comes, as text. */
  onOutput?(piece: { from: 'stdout' | 'stderr'; text: string }): void;
  /** It waits for its turn behind so many others of ours; what is given back is called when it waits no more. */
  onWait?(inFront: number): () => void;
}

/** How a program ended. */
export interface ProgramEnd {
  /** Its exit code; null where a signal ended it. 127 where the target has no such program. */
  code: number | null;
  /** The signal that ended it, such as `KILL`. */
  signal?: string;
  stdout: Buffer;
  stderr: string;
  /** Whether there was more output than was kept. */
  cut: boolean;
}

/** Runs programs on a target. Fails where it can't be reached, in time or at all; an exit code is no failure. */
export interface Shell {
  /** What the target runs, as far as the program knows; it decides which programs there are. */
  system(signal: AbortSignal): Promise<Result<TargetSystem>>;
  run(call: ProgramCall, options: RunOptions): Promise<Result<ProgramEnd>>;
}

/** Switches a target on and off by other means than its own system. */
export interface PowerSwitch {
  /** Resolves when the order was given, not when it is carried out. */
  on?(signal: AbortSignal): Promise<Result<null>>;
  /** `soft` asks the system to end; `hard` cuts the power; `cycle` cuts it and gives it back; `reset` presses the button. */
  act?(how: 'soft' | 'hard' | 'cycle' | 'reset', signal: AbortSignal): Promise<Result<null>>;
  state?(signal: AbortSignal): Promise<Result<'on' | 'off'>>;
}

/** A picture of a screen, encoded. */
export interface Picture {
  bytes: Buffer;
  type: 'image/png' | 'image/jpeg';
  width: number;
  height: number;
}

export interface Screen {
  capture(signal: AbortSignal): Promise<Result<Picture>>;
}

/**
 * Whether a system answers; `unknown` where nothing could be asked. `down` may also be a firewall, or a lost packet. `refused`: the
 * machine is there, and its door is shut, as while it starts or ends.
 */
export type Presence = 'up' | 'refused' | 'down' | 'unknown';

/** What "try it" found out. */
export interface TrialReport {
  /** How long it took. */
  ms: number;
  /** What answered: a system and its version, a power state, a size in pixels. */
  found: string;
}

/** One way to a target, ready to be used. Making it costs nothing: it connects when it is first asked. */
export interface Driver {
  kind: DriverKind;
  shell?: Shell;
  power?: PowerSwitch;
  screen?: Screen;
  /** Knocks at the target's system without logging in there, as far as it is the system that answers (`systemDoorOf`). */
  presence?(signal: AbortSignal): Promise<Presence>;
  /** Tries it without changing anything on the target. */
  tryIt(signal: AbortSignal): Promise<Result<TrialReport>>;
  /** Ends its connections. */
  close(): Promise<void>;
}
