import { expect, test } from 'vitest';
import { createKeptSession } from './kept-session.ts';

test('the session is kept for the next load of the page and for its other tabs', () => {
  const kept = new Map<string, string>();
  const storage = { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, text: string) => void kept.set(name, text) };
  const [one, other] = [createKeptSession(storage, new EventTarget()), createKeptSession(storage, new EventTarget())];
  expect(one.read()).toBeUndefined();
  one.keep('first');
  other.keep('second');
  expect([one.read(), createKeptSession(storage, new EventTarget()).read()]).toEqual(['second', 'second']);
});

test('a browser that keeps nothing still has it in this tab', () => {
  const refuse = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  const session = createKeptSession({ getItem: refuse, setItem: refuse }, new EventTarget());
  expect(session.read()).toBeUndefined();
  session.keep('mine');
  expect(session.read()).toBe('mine');
});

test('where nothing new can be kept, an old session does not come before the new one', () => {
  const full = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  const session = createKeptSession({ getItem: () => 'ended', setItem: full }, new EventTarget());
  expect(session.read()).toBe('ended');
  session.keep('new');
  expect(session.read()).toBe('new');
});

test('what another tab keeps is told, what it keeps of other things is not', () => {
  const tab = new EventTarget();
  let told = 0;
  createKeptSession({ getItem: () => null, setItem: () => undefined }, tab).onOther(() => {
    told += 1;
  });
  for (const key of ['weiguan.session', 'weiguan.other']) tab.dispatchEvent(Object.assign(new Event('storage'), { key }));
  expect(told).toBe(1);
});
