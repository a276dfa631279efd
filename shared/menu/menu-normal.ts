import { type Menu, type MenuButton, subsOf } from './menu.ts';

/**
 * What a menu means, as JSON: two menus of the same text show and do the same. The order of fields does not count, nor do
 * fields that are empty, which the platform adds by itself; whom a conditional menu is for does.
 */
export function meaningOf({ button, matchrule }: Menu): string {
  return JSON.stringify([button.map(buttonMeaning), matchrule === undefined ? null : given(matchrule)]);
}

/** Whether two menus show and do the same. */
export const sameMenu = (one: Menu, other: Menu): boolean => meaningOf(one) === meaningOf(other);

function buttonMeaning(button: MenuButton): unknown {
  const { sub_button: _, ...own } = button;
  return [given(own), subsOf(button).map(buttonMeaning)];
}

/** The fields that say something, sorted by their names; the platform gives numbers for texts and the other way round. */
function given(fields: Record<string, unknown>): unknown {
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([name, value]) => [name, typeof value === 'object' ? value : String(value)])
    .toSorted(([one], [other]) => (String(one) < String(other) ? -1 : 1));
}
