import type { Platform } from '../../../shared/account.ts';
import { buttonFields } from '../../../shared/menu/button-types.ts';
import { type ButtonPath, buttonAt, type Menu, type MenuButton, subsOf } from '../../../shared/menu/menu.ts';
import { addButton, type EditResult, newButton, removeButton } from '../../../shared/menu/menu-edit.ts';
import { menuLimits } from '../../../shared/menu/menu-limits.ts';
import type { MenuShape } from './places.ts';

/** The menu as its places see it. */
export const shapeOf = (menu: Menu, platform: Platform): MenuShape => ({
  subs: menu.button.map((button) => subsOf(button).length),
  mostTop: menuLimits[platform].top,
  mostSub: menuLimits[platform].sub,
});

/** Adds an empty button. One that is the first above another takes its place behind what that one did itself. */
export function addAt(menu: Menu, place: ButtonPath, platform: Platform): EditResult {
  return put(menu, place, newButton(''), platform);
}

/** Takes a button to where it stands afterwards; see `addAt`. */
export function moveTo(menu: Menu, from: ButtonPath, to: ButtonPath, platform: Platform): EditResult {
  const button = buttonAt(menu, from);
  if (!button) return { done: false, why: 'nowhere' };
  const left = removeButton(menu, from);
  return put(from.length === 2 ? withoutEmptyList(left, from[0]) : left, to, button, platform);
}

function put(menu: Menu, place: ButtonPath, button: MenuButton, platform: Platform): EditResult {
  const [top, sub] = place;
  const parent = menu.button[top];
  if (sub === undefined || !parent || subsOf(button).length > 0) return addButton(menu, place, button, platform);
  if (subsOf(parent).length > 0 || !acts(parent)) return addButton(menu, [top, Math.min(sub, subsOf(parent).length)], button, platform);
  const opened = addButton(menu, [top, 0], withoutList(parent), platform);
  return opened.done ? addButton(opened.menu, [top, 1], button, platform) : opened;
}

/** Whether a tap on it would do something that is worth keeping. */
const acts = (button: MenuButton) => buttonFields.some((field) => (button[field] ?? '') !== '');

const withoutList = ({ sub_button: _, ...button }: MenuButton): MenuButton => button;

/** Once its last sub-menu button is gone, a button is one that is yet to be given something to do. */
export function withoutEmptyList(menu: Menu, top: number): Menu {
  const button = menu.button[top];
  if (!button?.sub_button || button.sub_button.length > 0) return menu;
  const { name, ...others } = withoutList(button);
  return { ...menu, button: menu.button.with(top, { type: 'click', name: name ?? '', key: '', ...others }) };
}

/** Takes a button away. */
export function removeAt(menu: Menu, path: ButtonPath): Menu {
  const left = removeButton(menu, path);
  return path.length === 2 ? withoutEmptyList(left, path[0]) : left;
}
