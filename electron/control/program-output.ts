import type { ProgramEnd, RunOptions } from './driver.ts';
import { createProgramText } from './program-text.ts';

type OutputStream = 'stdout' | 'stderr';

/** Keeps the first bytes of what a program says, both streams together, and hands the text of them on as it comes. */
export interface ProgramOutput {
  take(from: OutputStream, chunk: Buffer): void;
  /** What was kept. Nothing may be taken afterwards. */
  end(): Pick<ProgramEnd, 'stdout' | 'stderr' | 'cut'>;
}

/** @param otherEncoding see `createProgramText` */
export function createProgramOutput(
  { mostBytes, onOutput }: Pick<RunOptions, 'mostBytes' | 'onOutput'>,
  otherEncoding?: string,
): ProgramOutput {
  const decoders = { stdout: createProgramText(otherEncoding), stderr: createProgramText(otherEncoding) };
  const stdout: Buffer[] = [];
  let stderr = '';
  let room = mostBytes;
  let cut = false;

  function say(from: OutputStream, text: string): void {
    if (text === '') return;
    if (from === 'stderr') stderr += text;
    onOutput?.({ from, text });
  }

  return {
    take(from, chunk) {
      const kept = chunk.subarray(0, room);
      room -= kept.length;
      cut ||= kept.length < chunk.length;
      if (kept.length === 0) return;
      if (from === 'stdout') stdout.push(kept);
      say(from, decoders[from].write(kept));
    },
    end() {
      // a character that was cut through is left out; one that the program never finished is told as it is
      if (!cut) for (const from of ['stdout', 'stderr'] as const) say(from, decoders[from].end());
      return { stdout: Buffer.concat(stdout), stderr, cut };
    },
  };
}
