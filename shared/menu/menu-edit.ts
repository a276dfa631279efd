import type { Platform } from '../account.ts';
import { type ButtonField, buttonFields, buttonTypeOf } from './button-types.ts';
import { type ButtonPath, buttonAt, type Menu, type MenuButton, subsOf } from './menu.ts';
import { menuLimits } from './menu-limits.ts';

/** What an edit made of a menu, and where the button stands now. Nothing of the old menu is changed. */
export interface Edited {
  menu: Menu;
  path: ButtonPath;
}

/** Why an edit is not possible. */
export type EditRefusal = 'full' | 'too-deep' | 'nowhere';

export type EditResult = ({ done: true } & Edited) | { done: false; why: EditRefusal };

const refused = (why: EditRefusal): EditResult => ({ done: false, why });
const edited = (menu: Menu, path: ButtonPath): EditResult => ({ done: true, menu, path });

/** A new button, which sends a key as soon as it has one. */
export const newButton = (name: string): MenuButton => ({ type: 'click', name, key: '' });

/**
 * Puts a button at a place; what stands there and behind it moves on. A button that gets the first one below it does
 * nothing else from then on, so its type and what goes with it are gone.
 */
export function addButton(menu: Menu, path: ButtonPath, button: MenuButton, platform: Platform): EditResult {
  const limits = menuLimits[platform];
  const [top, sub] = path;
  if (sub === undefined) {
    if (menu.button.length >= limits.top) return refused('full');
    if (top < 0 || top > menu.button.length) return refused('nowhere');
    return edited({ ...menu, button: menu.button.toSpliced(top, 0, button) }, path);
  }
  const parent = menu.button[top];
  if (!parent) return refused('nowhere');
  if (subsOf(button).length > 0) return refused('too-deep');
  const subs = subsOf(parent);
  if (subs.length >= limits.sub) return refused('full');
  if (sub < 0 || sub > subs.length) return refused('nowhere');
  return edited(withTop(menu, top, { ...withoutAction(parent), sub_button: subs.toSpliced(sub, 0, button) }), path);
}

/** Takes a button away, with all that it opens. */
export function removeButton(menu: Menu, path: ButtonPath): Menu {
  const [top, sub] = path;
  if (sub === undefined) return { ...menu, button: menu.button.filter((_, index) => index !== top) };
  const parent = menu.button[top];
  if (!parent) return menu;
  return withTop(menu, top, { ...parent, sub_button: subsOf(parent).filter((_, index) => index !== sub) });
}

/** Takes a button to another place: `to` is where it stands afterwards, once it has left its own. */
export function moveButton(menu: Menu, from: ButtonPath, to: ButtonPath, platform: Platform): EditResult {
  const button = buttonAt(menu, from);
  if (!button) return refused('nowhere');
  return addButton(removeButton(menu, from), to, button, platform);
}

/** Takes fields off a button. */
export const withoutFields = (menu: Menu, path: ButtonPath, names: readonly string[]): Menu =>
  setButton(menu, path, (button) => Object.fromEntries(Object.entries(button).filter(([name]) => !names.includes(name))));

/** Puts a copy of a button behind it. */
export function duplicateButton(menu: Menu, path: ButtonPath, platform: Platform): EditResult {
  const button = buttonAt(menu, path);
  if (!button) return refused('nowhere');
  const [top, sub] = path;
  return addButton(menu, sub === undefined ? [top + 1] : [top, sub + 1], button, platform);
}

export const renameButton = (menu: Menu, path: ButtonPath, name: string): Menu => setButton(menu, path, (button) => ({ ...button, name }));

/** Fills in a field of a button. */
export const setButtonField = (menu: Menu, path: ButtonPath, field: ButtonField, value: string): Menu =>
  setButton(menu, path, (button) => ({ ...button, [field]: value }));

/** Lets a button do something else. What the new type needs too is kept, and so is what nobody here knows. */
export function setButtonType(menu: Menu, path: ButtonPath, type: string): Menu {
  const fields = buttonTypeOf(type)?.fields ?? [];
  return setButton(menu, path, (button) => {
    const kept = Object.entries(button).filter(([name]) => name !== 'type' && name !== 'name' && !isAction(name));
    const filled = fields.map((field) => [field, button[field] ?? '']);
    return { type, ...(button.name !== undefined && { name: button.name }), ...Object.fromEntries([...filled, ...kept]) };
  });
}

/** The menu with one of its buttons changed. */
export function setButton(menu: Menu, path: ButtonPath, change: (button: MenuButton) => MenuButton): Menu {
  const [top, sub] = path;
  const first = menu.button[top];
  if (!first) return menu;
  if (sub === undefined) return withTop(menu, top, change(first));
  return withTop(menu, top, {
    ...first,
    sub_button: subsOf(first).map((button, index) => (index === sub ? change(button) : button)),
  });
}

const withTop = (menu: Menu, top: number, button: MenuButton): Menu => ({ ...menu, button: menu.button.with(top, button) });

const isAction = (field: string) => (buttonFields as readonly string[]).includes(field);

const withoutAction = (button: MenuButton): MenuButton =>
  Object.fromEntries(Object.entries(button).filter(([field]) => field !== 'type' && !isAction(field)));
