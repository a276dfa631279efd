import { z } from 'zod';
import type { Localized } from '../language.ts';
import { menuMistakeOf, menuMistakes } from './menu-mistakes.ts';

/**
 * A button as the platform's own JSON has it (protocol reference, 4.2 and 4.3): one that opens others has `name` and
 * `sub_button`, every other one `type`, `name` and what its type needs. Fields that nobody here knows are kept.
 */
export interface MenuButton {
  type?: string;
  name?: string;
  key?: string;
  url?: string;
  media_id?: string;
  article_id?: string;
  appid?: string;
  pagepath?: string;
  /** The platform gives an empty list to buttons that open nothing. */
  sub_button?: MenuButton[];
  [field: string]: unknown;
}

/** Who sees a conditional menu (protocol reference, 4.5). What is absent or empty decides nothing. */
export interface MatchRule {
  /** Text, though the platform gives some as numbers. */
  tag_id?: string | number;
  /** `1` iOS, `2` Android, `3` others. */
  client_platform_type?: string | number;
  language?: string;
  [field: string]: unknown;
}

/** A custom menu: the body of `menu/create`, or with a `matchrule` that of `menu/addconditional`. */
export interface Menu {
  button: MenuButton[];
  matchrule?: MatchRule;
  [field: string]: unknown;
}

/** A place in a menu: `[1]` is its second button, `[1, 0]` the first that this one opens. */
export type ButtonPath = readonly [top: number] | readonly [top: number, sub: number];

/** What a menu may hold at all, right or wrong: a draft may break every rule of the platform, but not these. */
export const menuBounds = { buttons: 20, chars: 64 * 1024, depth: 16 } as const;

const text = z.string().max(menuBounds.chars).optional();
const Button: z.ZodType = z.looseObject({
  ...{ type: text, name: text, key: text, url: text, media_id: text, article_id: text, appid: text, pagepath: text },
  sub_button: z.lazy(() => z.array(Button).max(menuBounds.buttons)).optional(),
});
const number = z.union([z.string().max(64), z.number()]).optional();
const Rule = z.looseObject({ tag_id: number, client_platform_type: number, language: text });
const Shape = z.looseObject({ button: z.array(Button).max(menuBounds.buttons), matchrule: Rule.optional() });

/**
 * Reads a menu. What comes out is the very object that went in: a parsed copy would put the fields in another order, and
 * a menu that nobody edited has to be published as it was.
 */
export const Menu = z.custom<Menu>().superRefine((value, context) => {
  const wrong = (path: PropertyKey[], mistake: Localized) =>
    context.addIssue({ code: 'custom', path, message: mistake.en, params: { mistake } });
  if (!isBounded(value, menuBounds.depth)) {
    wrong([], menuMistakes.tooDeep);
    return;
  }
  const read = Shape.safeParse(value);
  for (const issue of read.error?.issues ?? []) wrong(issue.path, menuMistakeOf(issue));
  if (read.success && JSON.stringify(value).length > menuBounds.chars) wrong([], menuMistakes.tooLong);
});

/** Whether JSON nests no deeper than that. */
function isBounded(value: unknown, depth: number): boolean {
  if (value === null || typeof value !== 'object') return true;
  return depth > 0 && Object.values(value).every((inner) => isBounded(inner, depth - 1));
}

/** The buttons that a button opens. */
export const subsOf = (button: MenuButton): readonly MenuButton[] => button.sub_button ?? [];

/** The button at a place; undefined where there is none. */
export function buttonAt({ button }: Menu, [top, sub]: ButtonPath): MenuButton | undefined {
  const first = button[top];
  return sub === undefined ? first : first && subsOf(first)[sub];
}

/** Every button with its place, from the left, each before what it opens. */
export function buttonsOf({ button }: Menu): { path: ButtonPath; button: MenuButton }[] {
  return button.flatMap((first, top) => [
    { path: [top] as const, button: first },
    ...subsOf(first).map((second, sub) => ({ path: [top, sub] as const, button: second })),
  ]);
}
