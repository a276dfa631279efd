import { beforeEach, describe, expect, test } from 'vitest';
import { sizes } from '../theme/tokens.ts';
import { createDeskStore } from './desk.ts';

let kept: Map<string, string>;
beforeEach(() => {
  kept = new Map();
});

const storage = { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, text: string) => void kept.set(name, text) };
const open = () => createDeskStore(storage).store;

test('the desk is found as it was left', () => {
  open().getState().fold(true);
  open().getState().setDrawerWidth(500.4);
  expect(open().getState()).toMatchObject({ folded: true, drawerWidth: 500, dialog: null });
});

test('what was put away stays away, whatever else was kept before there was anything to put away', () => {
  kept.set('weiguan.desk', '{"folded":true,"drawerWidth":500}');
  expect(open().getState()).toMatchObject({ folded: true, connectPutAway: false });
  open().getState().putConnectAway();
  expect(open().getState()).toMatchObject({ folded: true, connectPutAway: true });
});

describe('the drawer is as wide as it may be', () => {
  test.each([
    [0, sizes.drawerMin],
    [5000, sizes.drawerMax],
    [500.6, 501],
  ])('at %d px', (px, expected) => {
    const store = open();
    store.getState().setDrawerWidth(px);
    expect(store.getState().drawerWidth).toBe(expected);
  });

  test('even where a wider one was kept', () => {
    kept.set('weiguan.desk', '{"folded":false,"drawerWidth":5000}');
    expect(open().getState().drawerWidth).toBe(sizes.drawerMax);
  });
});

test.each(['{', 'null', '{"folded":"yes"}', '{"folded":true,"drawerWidth":"wide"}'])(
  'what was kept and cannot be read is left aside: %s',
  (text) => {
    kept.set('weiguan.desk', text);
    expect(open().getState()).toMatchObject({ folded: false, drawerWidth: sizes.drawer });
  },
);

test('a browser that keeps nothing still folds', () => {
  const refuse = () => {
    throw new Error('denied');
  };
  const { store } = createDeskStore({ getItem: refuse, setItem: refuse });
  store.getState().fold(true);
  expect(store.getState().folded).toBe(true);
});

test('one dialog at a time floats above the page, and none is kept', () => {
  const store = open();
  store.getState().openDialog('palette');
  store.getState().openDialog('keys');
  expect(store.getState().dialog).toBe('keys');
  expect(open().getState().dialog).toBeNull();
});
