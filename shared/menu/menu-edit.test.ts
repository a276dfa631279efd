import { expect, test } from 'vitest';
import type { ButtonPath, Menu, MenuButton } from './menu.ts';
import {
  addButton,
  duplicateButton,
  type EditResult,
  moveButton,
  newButton,
  removeButton,
  renameButton,
  setButtonField,
  setButtonType,
  withoutFields,
} from './menu-edit.ts';
import { strayFields } from './menu-rules.ts';

const button = (name: string): MenuButton => ({ type: 'click', name, key: name });
const menu: Menu = { button: [button('A'), { name: 'B', sub_button: [button('b1'), button('b2'), button('b3')] }] };

/** A menu as one line: `A B[b1 b2]`. */
const inShort = ({ button: buttons }: Menu): string =>
  buttons.map(({ name, sub_button: subs }) => (subs ? `${name}[${subs.map((sub) => sub.name).join(' ')}]` : name)).join(' ');
const shortOf = (result: EditResult) => (result.done ? `${inShort(result.menu)} @${result.path.join('.')}` : result.why);

test.each<[from: ButtonPath, to: ButtonPath, expected: string]>([
  [[0], [1], 'B[b1 b2 b3] A @1'],
  [[1], [0], 'B[b1 b2 b3] A @0'],
  [[1, 0], [1, 2], 'A B[b2 b3 b1] @1.2'],
  [[1, 2], [1, 0], 'A B[b3 b1 b2] @1.0'],
  [[1, 1], [1], 'A b2 B[b1 b3] @1'],
  [[0], [0, 1], 'B[b1 A b2 b3] @0.1'],
  [[1], [0, 0], 'too-deep'],
  [[0], [2], 'nowhere'],
  [[0], [0, 4], 'nowhere'],
  [[5], [0], 'nowhere'],
])('a button is taken from %j to %j', (from, to, expected) => {
  expect(shortOf(moveButton(menu, from, to, 'wecom'))).toBe(expected);
  expect(inShort(menu)).toBe('A B[b1 b2 b3]');
});

test('a bar and a list that are full take no more', () => {
  const full: Menu = { button: [button('A'), button('B'), { name: 'C', sub_button: ['1', '2', '3', '4', '5'].map(button) }] };
  expect(shortOf(addButton(full, [3], button('D'), 'wecom'))).toBe('full');
  expect(shortOf(addButton(full, [2, 5], button('6'), 'wecom'))).toBe('full');
  expect(shortOf(duplicateButton(full, [0], 'wecom'))).toBe('full');
  expect(shortOf(moveButton(full, [2, 4], [2, 0], 'wecom'))).toBe('A B C[5 1 2 3 4] @2.0');
});

test('a button that opens others does nothing else', () => {
  const made = addButton({ button: [{ ...button('A'), x_new: 1 }] }, [0, 0], newButton('a1'), 'wecom');
  expect(made.done && made.menu.button).toEqual([{ name: 'A', x_new: 1, sub_button: [{ type: 'click', name: 'a1', key: '' }] }]);
});

test('a button is taken away with what it opens', () => {
  expect(inShort(removeButton(menu, [1]))).toBe('A');
  expect(inShort(removeButton(menu, [1, 1]))).toBe('A B[b1 b3]');
  expect(removeButton(menu, [7, 1])).toBe(menu);
});

test('a copy stands behind the original', () => {
  expect(shortOf(duplicateButton(menu, [0], 'wecom'))).toBe('A A B[b1 b2 b3] @1');
  expect(shortOf(duplicateButton(menu, [1, 0], 'wecom'))).toBe('A B[b1 b1 b2 b3] @1.1');
});

test('another name and another key change nothing else, not even the order of fields', () => {
  const given: Menu = { button: [{ key: 'k', name: 'a', type: 'click', x_new: 1 }] };
  expect(JSON.stringify(setButtonField(renameButton(given, [0], 'b'), [0], 'key', 'l'))).toBe(
    '{"button":[{"key":"l","name":"b","type":"click","x_new":1}]}',
  );
});

test('another type keeps what it needs too, and what nobody here knows', () => {
  const given: Menu = { button: [{ type: 'click', name: 'a', key: 'k', x_new: 1 }] };
  const scanning = setButtonType(given, [0], 'scancode_waitmsg');
  expect(scanning.button).toEqual([{ type: 'scancode_waitmsg', name: 'a', key: 'k', x_new: 1 }]);
  expect(setButtonType(scanning, [0], 'view').button).toEqual([{ type: 'view', name: 'a', url: '', x_new: 1 }]);
});

test('a button that opens others is rid of what it may not have, and keeps all else', () => {
  const parent = { name: '更多', type: 'click', key: 'k', x_new: 1, sub_button: [{ type: 'click', name: 'a', key: 'a' }] };
  const menu = { button: [parent] };
  expect(strayFields(parent)).toEqual(['type', 'key']);
  expect(withoutFields(menu, [0], strayFields(parent))).toEqual({ button: [{ name: '更多', x_new: 1, sub_button: parent.sub_button }] });
  expect(strayFields({ type: 'click', name: 'a', key: 'a', sub_button: [] })).toEqual([]);
});
