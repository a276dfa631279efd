import { buttonTypeOf } from './button-types.ts';
import { bytesOf } from './measure.ts';
import { type ButtonPath, buttonsOf, type Menu, type MenuButton } from './menu.ts';
import type { ProblemPath } from './menu-problem.ts';

/** Which buttons an errcode may be about, which of their fields, and what makes one the likeliest. */
interface Suspicion {
  level: 'top' | 'sub' | 'any';
  field: string;
  /** The higher, the likelier; undefined for a button that it can't be about. */
  weight(button: MenuButton): number | undefined;
}

const longest = (field: 'name' | 'key' | 'url', level: Suspicion['level']): Suspicion => ({
  ...{ level, field },
  weight: (button) => (button[field] === undefined ? undefined : bytesOf(button[field])),
});
const having = (field: 'media_id' | 'article_id' | 'appid', code: string = field): Suspicion => ({
  ...{ level: 'any', field: code },
  weight: (button) => (button[field] ? 1 : undefined),
});
/** What is not for everybody is the likeliest: the further down the list of types, the rarer. */
const rarest = (level: Suspicion['level']): Suspicion => ({
  ...{ level, field: 'type' },
  weight: ({ type }) => (type === undefined ? undefined : (buttonTypeOf(type)?.fields.length ?? 9)),
});

/** What each errcode is about (protocol reference, 4.2, 4.3 and 6). */
const suspicions: Record<number, Suspicion> = {
  40007: having('media_id'),
  40015: rarest('any'),
  40017: rarest('top'),
  40018: longest('name', 'top'),
  40019: longest('key', 'top'),
  40020: longest('url', 'top'),
  40024: rarest('sub'),
  40025: longest('name', 'sub'),
  40026: longest('key', 'sub'),
  40027: longest('url', 'sub'),
  40054: longest('url', 'sub'),
  40055: longest('url', 'top'),
  40086: having('appid'),
  40119: rarest('any'),
  40120: rarest('sub'),
  45064: having('appid'),
  53500: having('article_id'),
  65316: longest('url', 'any'),
  65317: longest('url', 'any'),
  90207: having('appid'),
};

/**
 * Where in a menu the platform's refusal lies, as far as its errcode tells: it names no button, so of several that it may
 * be about this is the likeliest (of names the longest). `[]` means the menu as a whole.
 */
export function placeOfRefusal(errcode: number, menu: Menu): ProblemPath {
  if (errcode === 40022 || errcode === 40023) return placeOfSubs(menu);
  const suspicion = suspicions[errcode];
  if (!suspicion) return [];
  const suspects = buttonsOf(menu)
    .filter(({ path }) => suspicion.level === 'any' || suspicion.level === (path.length === 1 ? 'top' : 'sub'))
    .flatMap(({ path, button }) => ({ path, weight: suspicion.weight(button) ?? Number.NaN }))
    .filter(({ weight }) => !Number.isNaN(weight));
  const [likeliest] = suspects.toSorted((one, other) => other.weight - one.weight);
  return likeliest ? [...jsonPath(likeliest.path), suspicion.field] : [];
}

/** The button that opens the most others. */
function placeOfSubs({ button }: Menu): ProblemPath {
  const most = Math.max(...button.map(({ sub_button: subs }) => subs?.length ?? 0));
  const top = button.findIndex(({ sub_button: subs }) => subs !== undefined && subs.length === most);
  return top < 0 ? [] : [top, 'sub_button'];
}

/** A button's place as the platform's JSON has it. */
export const jsonPath = ([top, sub]: ButtonPath): ProblemPath => (sub === undefined ? [top] : [top, 'sub_button', sub]);

/** The button that a place in the JSON belongs to; undefined for the menu as a whole. */
export function buttonPathOf([top, , sub]: ProblemPath): ButtonPath | undefined {
  if (typeof top !== 'number') return undefined;
  return typeof sub === 'number' ? [top, sub] : [top];
}
