import { isUtf8 } from 'node:buffer';
import { StringDecoder } from 'node:string_decoder';

/** Turns what a program writes into text, piece by piece. */
export interface ProgramText {
  write(chunk: Buffer): string;
  /** What a character that was never finished looks like. */
  end(): string;
}

/**
 * Reads UTF-8.
 * @param other what is read from the first piece on that is no UTF-8: programs of one Windows write either
 */
export function createProgramText(other?: string): ProgramText {
  if (other === undefined) return new StringDecoder('utf8');
  const decoder = new TextDecoder(other);
  let isUtf = true;
  let rest = Buffer.alloc(0);
  return {
    write(chunk) {
      const bytes = Buffer.concat([rest, chunk]);
      const whole = bytes.length - unfinished(bytes);
      isUtf &&= isUtf8(bytes.subarray(0, whole));
      rest = isUtf ? bytes.subarray(whole) : Buffer.alloc(0);
      return isUtf ? bytes.toString('utf8', 0, whole) : decoder.decode(bytes, { stream: true });
    },
    end: () => decoder.decode(rest),
  };
}

/** How many bytes at the end begin a character of UTF-8 that is to go on. */
function unfinished(bytes: Buffer): number {
  const begun = bytes.subarray(-3).findLastIndex((byte) => byte >= 0xc0);
  const first = bytes.subarray(-3)[begun] ?? 0;
  const there = Math.min(bytes.length, 3) - begun;
  const needed = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  return begun >= 0 && there < needed ? there : 0;
}
