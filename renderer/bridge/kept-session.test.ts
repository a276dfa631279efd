import { expect, test } from 'vitest';
import { createKeptSession } from './kept-session.ts';

test('the session is kept for the next load of the page and for its other tabs', () => {
  const kept = new Map<string, string>();
  const storage = { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, text: string) => void kept.set(name, text) };
  const [one, other] = [createKeptSession(storage), createKeptSession(storage)];
  expect(one.read()).toBeUndefined();
  one.keep('first');
  other.keep('second');
  expect([one.read(), createKeptSession(storage).read()]).toEqual(['second', 'second']);
});

test('a browser that keeps nothing still has it in this tab', () => {
  const refuse = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  const session = createKeptSession({ getItem: refuse, setItem: refuse });
  expect(session.read()).toBeUndefined();
  session.keep('mine');
  expect(session.read()).toBe('mine');
});
