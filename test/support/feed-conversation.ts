import type { Attempt } from '../../electron/control/vnc-conversation.ts';

/** Feeds a conversation with these bytes. @returns how it ended (`hungry` where it wants more) and what it has sent */
export function feed<T>(conversation: Attempt<T>, bytes: Buffer) {
  const sent: Buffer[] = [];
  let at = 0;
  let step = conversation.next();
  while (!step.done) {
    if ('send' in step.value) {
      sent.push(step.value.send);
      step = conversation.next(Buffer.alloc(0));
      continue;
    }
    const end = at + step.value.read;
    if (end > bytes.length) return { outcome: 'hungry' as const, sent };
    step = conversation.next(bytes.subarray(at, end));
    at = end;
  }
  return { outcome: step.value, sent };
}

export const u16 = (...values: number[]) => Buffer.from(values.flatMap((value) => [value >> 8, value & 255]));
/** Two's complement where it is negative. */
export const u32 = (value: number) => Buffer.from([value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255]);
export const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
