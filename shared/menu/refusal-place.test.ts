import { expect, test } from 'vitest';
import type { Menu } from './menu.ts';
import { sameMenu } from './menu-normal.ts';
import { buttonPathOf, placeOfRefusal } from './refusal-place.ts';

const menu: Menu = {
  button: [
    { type: 'click', name: '状态', key: 'cmd:status' },
    {
      name: '更多的按钮',
      sub_button: [
        { type: 'view', name: '网页', url: 'https://example.com/' },
        { type: 'miniprogram', name: '小程序和别的', url: 'https://x.cn', appid: 'wx1', pagepath: 'p' },
        { type: 'media_id', name: '图', media_id: 'm' },
      ],
    },
  ],
};

test.each<[errcode: number, path: (number | string)[]]>([
  [40016, []],
  [40018, [1, 'name']],
  [40019, [0, 'key']],
  [40023, [1, 'sub_button']],
  [40024, [1, 'sub_button', 1, 'type']],
  [40025, [1, 'sub_button', 1, 'name']],
  [40027, [1, 'sub_button', 0, 'url']],
  [40054, [1, 'sub_button', 0, 'url']],
  [40007, [1, 'sub_button', 2, 'media_id']],
  [45064, [1, 'sub_button', 1, 'appid']],
  [45009, []],
])('of what the platform refuses with %i the likeliest place is shown', (errcode, path) => {
  expect(placeOfRefusal(errcode, menu)).toEqual(path);
});

test('a refusal that fits no button is about the whole menu', () => {
  expect(placeOfRefusal(40055, menu)).toEqual([]);
  expect(placeOfRefusal(40023, { button: [] })).toEqual([]);
});

test('the button that a place belongs to is found', () => {
  expect(buttonPathOf([1, 'sub_button', 2, 'name'])).toEqual([1, 2]);
  expect(buttonPathOf([1, 'sub_button'])).toEqual([1]);
  expect(buttonPathOf(['matchrule', 'tag_id'])).toBeUndefined();
});

test('two menus mean the same whatever the order of their fields and the empty lists that the platform adds', () => {
  const answered: Menu = { button: [{ sub_button: [], key: 'cmd:status', type: 'click', name: '状态' }, menu.button[1] ?? {}] };
  expect(sameMenu(menu, answered)).toBe(true);
  expect(sameMenu(menu, { button: menu.button.toReversed() })).toBe(false);
  expect(sameMenu({ ...menu, matchrule: { tag_id: '2', language: '' } }, { ...menu, matchrule: { tag_id: 2 } })).toBe(true);
  expect(sameMenu(menu, { ...menu, matchrule: { tag_id: 2 } })).toBe(false);
});
