import { describe, expect, test } from 'vitest';
import type { Menu, MenuButton } from '../../../shared/menu/menu.ts';
import { countKinds, type DiffRow, diffMenus } from './menu-diff.ts';

const leaf = (name: string, key = name): MenuButton => ({ type: 'click', name, key });
const group = (name: string, ...subs: MenuButton[]): MenuButton => ({ name, sub_button: subs });
const menu = (...button: MenuButton[]): Menu => ({ button });
const marks = { same: '=', added: '+', removed: '-', changed: '~', moved: '>' };
const told = (rows: DiffRow[]) =>
  rows.map(({ kind, left, right }) => `${left?.button.name ?? ''}${marks[kind]}${right?.button.name ?? ''}`);
const compare = (before: Menu, after: Menu) => told(diffMenus(before, after));

const before = menu(leaf('状态'), group('更多', leaf('帮助'), leaf('告警')));

describe('two menus side by side show', () => {
  test('that nothing differs, also where fields are empty or in another order', () => {
    const same = menu({ key: '状态', name: '状态', type: 'click', sub_button: [] }, group('更多', leaf('帮助'), leaf('告警')));
    expect(compare(before, same)).toEqual(['状态=状态', '更多=更多', '帮助=帮助', '告警=告警']);
  });

  test('what was added and removed', () => {
    const after = menu(group('更多', leaf('帮助'), leaf('截图'), leaf('告警')));
    expect(compare(before, after)).toEqual(['状态-', '更多=更多', '帮助=帮助', '+截图', '告警=告警']);
  });

  test('what is called otherwise or does something else', () => {
    const rows = diffMenus(before, menu(leaf('状态', 'cmd:status'), group('更多', leaf('求助', '帮助'), leaf('告警'))));
    expect(told(rows)).toEqual(['状态~状态', '更多=更多', '帮助~求助', '告警=告警']);
    expect(rows.flatMap(({ changes }) => changes)).toEqual([
      { field: 'key', from: '状态', to: 'cmd:status' },
      { field: 'name', from: '帮助', to: '求助' },
    ]);
  });

  test('what differs in fields that only the platform knows', () => {
    const [old, other] = [
      menu({ ...leaf('欢迎'), value: 'hello' }),
      menu({ ...leaf('欢迎'), value: 'x'.repeat(500), news_info: { list: [] } }),
    ];
    expect(diffMenus(old, other)[0]).toMatchObject({
      kind: 'changed',
      changes: [
        { field: 'value', from: 'hello', to: `${'x'.repeat(120)}…` },
        { field: 'news_info', from: '', to: '{"list":[]}' },
      ],
    });
  });

  test('such a field from where it differs, though it is long before', () => {
    const [old, other] = ['a', 'b'].map((end) => menu({ ...leaf('欢迎'), value: `${'x'.repeat(200)}${end}${'y'.repeat(200)}` }));
    const shown = (end: string) => `…${'x'.repeat(20)}${end}${'y'.repeat(99)}…`;
    expect(old && other && diffMenus(old, other)[0]?.changes).toEqual([{ field: 'value', from: shown('a'), to: shown('b') }]);
  });

  test('what has changed its place, once where it was and once where it goes', () => {
    const rows = diffMenus(before, menu(group('更多', leaf('告警'), leaf('帮助')), leaf('状态')));
    expect(told(rows)).toEqual(['状态>', '更多=更多', '>告警', '帮助=帮助', '告警>', '>状态']);
    expect(countKinds(rows)).toEqual({ added: 0, removed: 0, changed: 0, moved: 2 });
    expect(rows.at(-1)?.other).toEqual([0]);
  });

  test('two sub-menus that have changed places as moved, each with all that it opens', () => {
    const [one, two] = [group('甲', leaf('一'), leaf('二')), group('乙', leaf('三'))];
    const rows = diffMenus(menu(one, two), menu(two, one));
    expect(told(rows)).toEqual(['>乙', '>三', '甲=甲', '一=一', '二=二', '乙>', '三>']);
    expect(countKinds(rows).moved).toBe(1);
    expect(compare(menu(group('甲', leaf('一')), group('乙', leaf('一'))), menu(group('乙', leaf('一')), group('甲', leaf('一'))))).toEqual(
      [...['>乙', '>一', '甲=甲', '一=一', '乙>', '一>']],
    );
  });

  test('what was taken out of a sub-menu as moved', () => {
    expect(compare(before, menu(leaf('状态'), group('更多', leaf('告警')), leaf('帮助')))).toEqual([
      ...['状态=状态', '更多=更多', '帮助>', '告警=告警', '>帮助'],
    ]);
  });

  test('a sub-menu that was renamed as changed, and one with nothing in common as another one', () => {
    expect(compare(menu(group('甲', leaf('一'), leaf('二'))), menu(group('乙', leaf('二'))))).toEqual(['甲~乙', '一-', '二=二']);
    expect(compare(menu(group('甲', leaf('一'))), menu(group('乙', leaf('二'))))).toEqual(['甲-', '一-', '+乙', '+二']);
  });

  test('a button that took the place of another one as another one', () => {
    expect(compare(menu(leaf('甲')), menu(leaf('乙')))).toEqual(['甲-', '+乙']);
  });

  test('a button that got a sub-menu as changed', () => {
    expect(compare(menu(leaf('状态')), menu(group('状态', leaf('新'))))).toEqual(['状态~状态', '+新']);
  });

  test('everything as added where there was nothing', () => {
    expect(countKinds(diffMenus(menu(), before))).toEqual({ added: 4, removed: 0, changed: 0, moved: 0 });
  });
});
