import { expect, test } from 'vitest';
import { documentedTypes } from './menu-answer.ts';
import { menusIn } from './menu-json.ts';

const read = (answer: unknown) => {
  const found = menusIn(documentedTypes(answer));
  return found.ok ? found.value : found.error;
};

test('a live menu with nulls and numbers where texts or lists belong is read all the same', () => {
  const button = [
    { type: 'click', name: 5, key: 7, sub_button: null },
    { name: '网站', type: null, key: null, sub_button: [{ type: 'view', name: 'a', url: 'https://example.com', media_id: null }] },
  ];
  expect(read({ menu: { button, matchrule: null } })).toEqual({
    source: 'api',
    conditional: [],
    menu: {
      button: [
        { type: 'click', name: '5', key: '7' },
        { name: '网站', sub_button: [{ type: 'view', name: 'a', url: 'https://example.com' }] },
      ],
    },
  });
});

test('fields that nobody here knows, and the order of all, stay as they are', () => {
  const answer = {
    menu: { x_more: null, button: [{ x_new: { url: null, name: 1, a: [2, null] }, name: '🖥', key: 'k', type: 'click', emphasis: null }] },
  };
  expect(JSON.stringify(documentedTypes(answer))).toBe(JSON.stringify(answer));
});

test('what the website wraps in lists is read with nulls, too', () => {
  const button = [{ name: '菜单', sub_button: { list: [{ type: 'view', name: 'a', url: 'https://example.com', key: null }] } }];
  expect(read({ selfmenu_info: { button } })).toMatchObject({
    menu: { button: [{ name: '菜单', sub_button: [{ type: 'view', name: 'a', url: 'https://example.com' }] }] },
  });
});
