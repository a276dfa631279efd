import { expect, test } from 'vitest';
import { menuApi } from './menu-api.ts';
import { menusIn } from './menu-json.ts';

const button = '[{"name":"今日歌曲","key":"V1001_TODAY_MUSIC","sub_button":[],"type":"click"}]';

test.each<[what: string, text: string, menu: string]>([
  ['the body of menu/create', `{"button":${button}}`, `{"button":${button}}`],
  ["WeCom's answer of menu/get", `{"errcode":0,"errmsg":"ok","button":${button}}`, `{"button":${button}}`],
  ["an Official Account's", `{"menu":{"button":${button},"menuid":208396938}}`, `{"button":${button}}`],
  [
    'fields that nobody here knows, in whatever order',
    '{"button":[{"x_new":{"b":1,"a":[2]},"name":"🖥","key":"k","type":"click","emphasis":null}],"x_more":true}',
    '{"button":[{"x_new":{"b":1,"a":[2]},"name":"🖥","key":"k","type":"click","emphasis":null}],"x_more":true}',
  ],
  [
    'a conditional menu',
    `{"button":${button},"matchrule":{"language":"zh_CN","tag_id":2}}`,
    `{"button":${button},"matchrule":{"language":"zh_CN","tag_id":2}}`,
  ],
])('%s that nobody edits goes out again byte for byte', (_, text, menu) => {
  const read = menusIn(JSON.parse(text));
  expect(read.ok && JSON.stringify(read.value.menu)).toBe(menu);
  const saved = menuApi['menus.save'].input.parse({ account: 'oa', menu: read.ok && read.value.menu, revision: 0 });
  expect(JSON.stringify(saved.menu)).toBe(menu);
});

test('conditional menus come with their ids, whether these are numbers or texts', () => {
  const rule = '"matchrule":{"tag_id":"2"}';
  const read = menusIn(
    JSON.parse(
      `{"menu":{"button":${button},"menuid":1},"conditionalmenu":[{"button":${button},${rule},"menuid":2},{"button":${button},${rule},"menuid":"3"}]}`,
    ),
  );
  expect(read.ok && read.value.conditional.map(({ menuid, menu }) => [menuid, JSON.stringify(menu)])).toEqual([
    ['2', `{"button":${button},${rule}}`],
    ['3', `{"button":${button},${rule}}`],
  ]);
});

test('a menu of the web console is recognised, its lists unwrapped', () => {
  const read = menusIn({
    is_menu_open: 1,
    selfmenu_info: {
      button: [
        { name: '文字', type: 'text', value: '你好' },
        {
          name: '更多',
          sub_button: {
            list: [
              { type: 'view', name: '网页', url: 'https://example.com' },
              { type: 'news', name: '图文', value: 'v', news_info: { list: [] } },
            ],
          },
        },
      ],
    },
  });
  expect(read.ok && read.value).toEqual({
    source: 'website',
    conditional: [],
    menu: {
      button: [
        { name: '文字', type: 'text', value: '你好' },
        {
          name: '更多',
          sub_button: [
            { type: 'view', name: '网页', url: 'https://example.com' },
            { type: 'news', name: '图文', value: 'v', news_info: { list: [] } },
          ],
        },
      ],
    },
  });
});

test.each<[what: string, json: unknown, path: (number | string)[]]>([
  ['a list', [], []],
  ['nothing of a menu', { menus: [] }, []],
  ['a button that is a text', { button: ['状态'] }, ['button', 0]],
  ['a name that is a number', { button: [{ name: 3 }] }, ['button', 0, 'name']],
  ['a list below that is none', { button: [{ name: 'a', sub_button: {} }] }, ['button', 0, 'sub_button']],
  ['more buttons than anybody has', { button: Array(21).fill({ name: 'a' }) }, ['button']],
  ['a menu in an answer', { menu: { button: [{ url: [] }] } }, ['menu', 'button', 0, 'url']],
  ['a conditional one', { menu: { button: [] }, conditionalmenu: [{ button: [] }, 3] }, ['conditionalmenu', 1]],
  ['a web menu without buttons', { selfmenu_info: {} }, ['selfmenu_info', 'button']],
])('what is no menu is refused at its place: %s', (_, json, path) => {
  const read = menusIn(json);
  expect(!read.ok && read.error.path).toEqual(path);
});

test('what nests without an end is no menu', () => {
  let deep: unknown = 1;
  for (let level = 0; level < 5_000; level += 1) deep = [deep];
  expect(menusIn({ button: [{ name: 'a', x: deep }] }).ok).toBe(false);
});
