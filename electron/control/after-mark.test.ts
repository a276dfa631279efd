import { expect, test } from 'vitest';
import { afterMark } from './after-mark.ts';

const noise = 'Welcome!\nlast login: now\n';

test('what the login shell says before the program starts is left out, however the pieces come', () => {
  const said = Buffer.from(`${noise}mark:4711\r\nhéllo\nmark:1\n`);
  for (let size = 1; size <= said.length; size += 1) {
    const pids: number[] = [];
    const marked = afterMark('mark', (pid) => pids.push(pid));
    const pieces: Buffer[] = [];
    for (let at = 0; at < said.length; at += size) pieces.push(marked.take(said.subarray(at, at + size)));
    expect(Buffer.concat(pieces).toString()).toBe('héllo\nmark:1\n');
    expect(pids).toEqual([4711]);
    expect(marked.before()).toBeUndefined();
  }
});

test('where no program starts, what was said tells why', () => {
  const marked = afterMark('mark', () => undefined);
  expect(marked.take(Buffer.from('This account is currently not available.\n')).length).toBe(0);
  expect(marked.before()?.toString()).toBe('This account is currently not available.\n');
});

test('an endless greeting fills no memory', () => {
  const marked = afterMark('mark', () => undefined);
  for (let round = 0; round < 100; round += 1) marked.take(Buffer.alloc(10_000, 'x'));
  expect(marked.before()?.length).toBe(16 * 1024);
  expect(marked.take(Buffer.from('mark:1\nhere')).toString()).toBe('here');
});
