import { describe, expect, test } from 'vitest';
import { feed, hex, u16, u32 } from '../../test/support/feed-conversation.ts';
import { colourAt } from '../../test/support/read-png.ts';
import type { Pixels } from './png.ts';
import { readFrame } from './vnc-frame.ts';

const rectangle = (x: number, y: number, width: number, height: number, encoding: number, ...content: Buffer[]) =>
  Buffer.concat([u16(x, y, width, height), u32(encoding), ...content]);
const update = (...rectangles: Buffer[]) => Buffer.concat([Buffer.from([0, 0]), u16(rectangles.length), ...rectangles]);

const red = hex('ff000000');
const green = hex('00ff0000');
const blue = hex('0000ff00');
const many = (pixel: Buffer, count: number) => Buffer.concat(Array.from({ length: count }, () => pixel));

/** The picture as rows of letters. */
function drawn(outcome: ReturnType<typeof feed<Pixels>>['outcome']): string[] | string {
  if (outcome === 'hungry') return outcome;
  if (!outcome.ok) return outcome.error.kind;
  const letters: Record<string, string> = { '#ff0000': 'r', '#00ff00': 'g', '#0000ff': 'b' };
  const { width, height } = outcome.value;
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => letters[colourAt(outcome.value as Pixels, x, y)] ?? '?').join(''),
  );
}
const painting = (size: { width: number; height: number }, ...messages: Buffer[]) =>
  drawn(feed(readFrame(size), Buffer.concat(messages)).outcome);

describe('A picture of the screen', () => {
  const size = { width: 4, height: 2 };

  test('is put together from rectangles', () => {
    const whole = update(
      rectangle(0, 0, 4, 1, 0, many(red, 4)),
      rectangle(0, 1, 2, 1, 0, many(green, 2)),
      rectangle(2, 1, 2, 1, 0, many(blue, 2)),
    );
    expect(painting(size, whole)).toEqual(['rrrr', 'ggbb']);
  });

  test('is put together from several updates, each asked for', () => {
    const { outcome, sent } = feed(
      readFrame(size),
      Buffer.concat([update(rectangle(0, 0, 4, 1, 0, many(red, 4))), update(rectangle(0, 1, 4, 1, 0, many(blue, 4)))]),
    );
    expect(drawn(outcome)).toEqual(['rrrr', 'bbbb']);
    expect(sent.at(-1)?.toString('hex')).toBe('03000000000000040002');
  });

  test('may come as a copy of what stands elsewhere', () => {
    const first = rectangle(0, 0, 4, 1, 0, red, green, blue, blue);
    expect(painting(size, update(first, rectangle(0, 1, 4, 1, 1, u16(0, 0))))).toEqual(['rgbb', 'rgbb']);
    expect(painting(size, update(first, rectangle(0, 1, 4, 1, 1, u16(0, 0)), rectangle(1, 0, 3, 1, 1, u16(0, 0))))).toEqual([
      'rrgb',
      'rgbb',
    ]);
  });

  test('may come in tiles', () => {
    const wide = { width: 18, height: 2 };
    // The first: green on red, in one part. The second: the same colours go on, and a coloured part.
    const first = [hex('0e'), red, green, hex('01 21 10')];
    const second = [hex('18'), hex('01'), blue, hex('10 01')];
    expect(painting(wide, update(rectangle(0, 0, 18, 2, 5, ...first, ...second)))).toEqual([
      `${'r'.repeat(16)}rb`,
      `rrgg${'r'.repeat(12)}rb`,
    ]);
    expect(painting({ width: 2, height: 1 }, update(rectangle(0, 0, 2, 1, 5, hex('01'), green, blue)))).toEqual(['gb']);
  });

  test('begins anew where the screen changes its size', () => {
    const { outcome, sent } = feed(
      readFrame(size),
      Buffer.concat([
        update(rectangle(0, 0, 4, 1, 0, many(red, 4)), rectangle(0, 0, 2, 3, -223)),
        update(rectangle(0, 0, 2, 3, 0, many(green, 6))),
      ]),
    );
    expect(drawn(outcome)).toEqual(['gg', 'gg', 'gg']);
    expect(sent.at(-1)?.toString('hex')).toBe('03000000000000020003');
  });

  test('comes though a bell, a clipboard and colours come in between', () => {
    const clipboard = Buffer.concat([hex('03 000000'), u32(5), Buffer.from('hello')]);
    const colours = Buffer.concat([hex('01 00'), u16(0, 2), Buffer.alloc(12)]);
    expect(painting(size, hex('02'), clipboard, colours, update(rectangle(0, 0, 4, 2, 0, many(blue, 8))))).toEqual(['bbbb', 'bbbb']);
  });

  test.each([
    ['a rectangle beyond the screen', update(rectangle(2, 0, 3, 1, 0, many(red, 3)))],
    ['a copy from beyond the screen', update(rectangle(0, 0, 2, 1, 1, u16(3, 0)))],
    ['an encoding that was not asked for', update(rectangle(0, 0, 1, 1, 16))],
    ['an unknown message', hex('fa')],
    ['a clipboard without end', Buffer.concat([hex('03 000000'), u32(0xffffffff)])],
    ['updates that never make a whole', Buffer.concat(Array.from({ length: 40 }, () => update(rectangle(0, 0, 1, 1, 0, red))))],
    ['messages that never end', Buffer.alloc(1_000, 2)],
  ])('is given up at %s', (_, bytes) => expect(painting(size, bytes)).toBe('protocol'));

  test('is given up where a server would have us paint without end', () => {
    const large = { width: 4_000, height: 4_000 };
    const copies = Array.from({ length: 10 }, () => rectangle(0, 0, 4_000, 4_000, 1, u16(0, 0)));
    expect(painting(large, update(...copies))).toBe('protocol');
    const resized = Array.from({ length: 10 }, () => rectangle(0, 0, 4_000, 4_000, -223));
    expect(painting(size, update(...resized))).toBe('protocol');
  });

  test('is given up where the screen becomes too large', () => {
    expect(painting(size, update(rectangle(0, 0, 8192, 8192, -223)))).toBe('size');
  });
});
