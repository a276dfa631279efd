import { expect, test } from 'vitest';
import { createEventReader } from './server-sent-events.ts';

test('events come whole, however the stream is cut; heartbeats and other blocks are passed over', () => {
  const stream = 'retry: 1000\n\nevent: a.changed\ndata: {"n":1}\n\n:\n\nevent: b\ndata: 2\n\nevent: c\ndata: cut';
  for (let cut = 1; cut < stream.length; cut++) {
    const read: string[][] = [];
    const push = createEventReader((...event) => read.push(event));
    for (let at = 0; at < stream.length; at += cut) push(stream.slice(at, at + cut));
    expect(read).toEqual([
      ['a.changed', '{"n":1}'],
      ['b', '2'],
    ]);
  }
});

test('what a person wrote ends no line: every sign of Unicode comes through', () => {
  const written = { text: 'a\u2028b\u2029c\u0085d\r\ne' };
  const read: unknown[] = [];
  const push = createEventReader((_name, data) => read.push(JSON.parse(data)));
  push(`event: messages.changed\ndata: ${JSON.stringify(written)}\n\n`);
  expect(read).toEqual([written]);
});
