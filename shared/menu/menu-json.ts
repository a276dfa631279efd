import type { Localized } from '../language.ts';
import { err, ok, type Result } from '../result.ts';
import { Menu, menuBounds } from './menu.ts';
import { menuMistakes } from './menu-mistakes.ts';

/** Menus as a JSON text has them, whichever shape of the platform it is. */
export interface ReadMenus {
  menu: Menu;
  /** Those of a `menu/get` answer; the newest first. */
  conditional: { menuid: string; menu: Menu }[];
  /** `website`: the answer of `get_current_selfmenu_info`. */
  source: 'api' | 'website';
}

/** Why JSON holds no menu: where, and in a few words what is wrong there. */
export interface NoMenu {
  path: (number | string)[];
  mistake: Localized;
}

type Read<T> = Result<T, NoMenu>;

const no = (path: (number | string)[], mistake: Localized) => err<NoMenu>({ path, mistake });

type Fields = Record<string, unknown>;
const isObject = (value: unknown): value is Fields => value !== null && typeof value === 'object' && !Array.isArray(value);

/**
 * Finds the menus in a parsed JSON text (protocol reference, 4.1): the body of `menu/create` or `menu/addconditional`, the
 * answer of `menu/get` of either platform, or that of `get_current_selfmenu_info`, whose lists are unwrapped. A menu keeps
 * every field in its order, except for the platform's own `menuid`.
 */
export function menusIn(json: unknown): Read<ReadMenus> {
  if (!isObject(json)) return no([], menuMistakes.noMenu);
  if (isObject(json.selfmenu_info)) return websiteMenu(json.selfmenu_info);
  if (Array.isArray(json.button)) {
    const { errcode: _, errmsg: __, ...rest } = json;
    return single(rest, [], 'api');
  }
  if ('button' in json) return no(['button'], menuMistakes.noList);
  if (isObject(json.menu)) return answeredMenus(json.menu, json.conditionalmenu ?? []);
  return no([], menuMistakes.noMenu);
}

function single(value: unknown, path: (number | string)[], source: ReadMenus['source']): Read<ReadMenus> {
  const menu = readMenu(value, path);
  return menu.ok ? ok({ menu: menu.value, conditional: [], source }) : menu;
}

function readMenu(value: unknown, path: (number | string)[]): Read<Menu> {
  const { menuid: _, ...rest } = isObject(value) ? value : {};
  const read = Menu.safeParse(isObject(value) ? rest : value);
  if (read.success) return ok(read.data);
  const [issue] = read.error.issues;
  const mistake = issue?.code === 'custom' ? (issue.params?.mistake as Localized | undefined) : undefined;
  const steps = (issue?.path ?? []).map((step) => (typeof step === 'number' ? step : String(step)));
  return no([...path, ...steps], mistake ?? menuMistakes.noMenu);
}

function answeredMenus(first: Fields, others: unknown): Read<ReadMenus> {
  const menu = readMenu(first, ['menu']);
  if (!menu.ok) return menu;
  if (!Array.isArray(others)) return no(['conditionalmenu'], menuMistakes.noList);
  const conditional: ReadMenus['conditional'] = [];
  for (const [index, other] of others.slice(0, mostConditional).entries()) {
    const read = readMenu(other, ['conditionalmenu', index]);
    if (!read.ok) return read;
    conditional.push({ menuid: isObject(other) ? String(other.menuid ?? '') : '', menu: read.value });
  }
  return ok({ menu: menu.value, conditional, source: 'api' });
}

/** So many conditional menus of an answer are read; the platform allows fewer. */
const mostConditional = 100;

function websiteMenu({ button, ...rest }: Fields): Read<ReadMenus> {
  const path = ['selfmenu_info', 'button'];
  if (!Array.isArray(button)) return no(path, menuMistakes.noList);
  if (button.length > menuBounds.buttons) return no(path, menuMistakes.tooMany(menuBounds.buttons));
  return single({ ...rest, button: button.map(unwrapped) }, ['selfmenu_info'], 'website');
}

/**
 * A button of `get_current_selfmenu_info`: what it opens is wrapped in `list`, and what was made through the API looks as
 * it did then. Of the web console's own types (`text`, `img`, `voice`, `video`, `news`) everything is kept as it is.
 */
function unwrapped(button: unknown): unknown {
  if (!isObject(button) || !isObject(button.sub_button)) return button;
  const { list } = button.sub_button;
  return { ...button, sub_button: Array.isArray(list) ? list.map((sub) => unwrapped(sub)) : list };
}
