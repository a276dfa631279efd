import { describe, expect, test } from 'vitest';
import type { Menu, MenuButton } from '../../../shared/menu/menu.ts';
import { addAt, moveTo, removeAt, shapeOf } from './menu-moves.ts';

const leaf = (name: string): MenuButton => ({ type: 'click', name, key: name });
const menu: Menu = { button: [leaf('a'), { name: 'b', sub_button: [leaf('b1'), leaf('b2')] }] };
const names = ({ button }: Menu) =>
  button.map(({ name, sub_button: subs }) => (subs ? `${name}(${subs.map((sub) => sub.name).join()})` : name));
const done = (result: ReturnType<typeof addAt>) => (result.done ? { names: names(result.menu), path: result.path } : result.why);

test('the places of a menu are counted from its buttons', () => {
  expect(shapeOf(menu, 'wecom')).toEqual({ subs: [0, 2], mostTop: 3, mostSub: 5 });
});

describe('a button', () => {
  test('is added where it is asked for', () => {
    expect(done(addAt(menu, [2], 'wecom'))).toEqual({ names: ['a', 'b(b1,b2)', ''], path: [2] });
    expect(done(addAt(menu, [1, 2], 'wecom'))).toEqual({ names: ['a', 'b(b1,b2,)'], path: [1, 2] });
  });

  test('that gets a sub-menu loses nothing: what it did is the first button there', () => {
    const result = addAt(menu, [0, 0], 'wecom');
    expect(done(result)).toEqual({ names: ['a(a,)', 'b(b1,b2)'], path: [0, 1] });
    expect(result.done && result.menu.button[0]).toEqual({ name: 'a', sub_button: [leaf('a'), { type: 'click', name: '', key: '' }] });
  });

  test('that does nothing yet gets just the new one', () => {
    const empty = { button: [{ type: 'click', name: 'x', key: '' }] };
    expect(done(addAt(empty, [0, 0], 'wecom'))).toEqual({ names: ['x()'], path: [0, 0] });
  });

  test('moves along, out of a sub-menu and into one', () => {
    expect(done(moveTo(menu, [0], [1], 'wecom'))).toEqual({ names: ['b(b1,b2)', 'a'], path: [1] });
    expect(done(moveTo(menu, [1, 0], [2], 'wecom'))).toEqual({ names: ['a', 'b(b2)', 'b1'], path: [2] });
    expect(done(moveTo(menu, [0], [0, 1], 'wecom'))).toEqual({ names: ['b(b1,a,b2)'], path: [0, 1] });
    expect(done(moveTo(menu, [1, 1], [0, 0], 'wecom'))).toEqual({ names: ['a(a,b2)', 'b(b1)'], path: [0, 1] });
  });

  test('that opens others goes into no sub-menu', () => expect(done(moveTo(menu, [1], [0, 0], 'wecom'))).toBe('too-deep'));

  test('finds no room in a full menu', () => {
    const full = { button: [leaf('a'), leaf('b'), leaf('c')] };
    expect(done(addAt(full, [3], 'wecom'))).toBe('full');
  });
});

test('the last button of a sub-menu leaves one behind that is to be given something to do', () => {
  const alone = { button: [{ name: 'b', sub_button: [leaf('b1')] }] };
  expect(removeAt(alone, [0, 0])).toEqual({ button: [{ type: 'click', name: 'b', key: '' }] });
  expect(names(removeAt(menu, [0]))).toEqual(['b(b1,b2)']);
});
