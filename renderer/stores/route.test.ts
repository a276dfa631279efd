import { describe, expect, test } from 'vitest';
import { createRouteStore, formatRoute, parseRoute } from './route.ts';

describe('an address leads to', () => {
  test.each([
    ['', 'overview', null],
    ['#', 'overview', null],
    ['#/', 'overview', null],
    ['#/messages', 'messages', null],
    ['#messages', 'messages', null],
    ['#/messages/', 'messages', null],
    ['#/messages/9223372036854775807', 'messages', '9223372036854775807'],
    ['#/messages/a%2Fb', 'messages', 'a/b'],
    ['#/messages?x=1', 'messages', null],
    ['#/messages/%', 'messages', '%'],
    ['#/messages/%E5%BE', 'messages', '%E5%BE'],
    ['#/nowhere/1', 'overview', null],
    ['#/constructor', 'overview', null],
  ])('%j', (hash, page, part) => expect(parseRoute(hash)).toEqual({ page, part }));
});

test.each(['1', 'a/b?c', '微', '%'])('an address leads back to the part %j that it was made of', (part) => {
  expect(parseRoute(formatRoute('messages', part))).toEqual({ page: 'messages', part });
});

test('the route follows back and forward until the end', () => {
  const browser = Object.assign(new EventTarget(), { location: { hash: '#/messages/1' } });
  const { store, start } = createRouteStore(browser as unknown as Window);
  const turn = (hash: string) => {
    browser.location.hash = hash;
    browser.dispatchEvent(new Event('hashchange'));
  };
  expect(store.getState()).toMatchObject({ page: 'messages', part: '1' });
  const stop = start();
  turn('#/simulator');
  expect(store.getState()).toMatchObject({ page: 'simulator', part: null });
  store.getState().go('messages', '2');
  expect(browser.location.hash).toBe('#/messages/2');
  expect(store.getState()).toMatchObject({ page: 'messages', part: '2' });
  store.getState().go('messages', null);
  expect(browser.location.hash).toBe('#/messages');
  stop();
  turn('#/overview');
  expect(store.getState().page).toBe('messages');
});
