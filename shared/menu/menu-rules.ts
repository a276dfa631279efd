import { capabilitiesOf } from '../account-capabilities.ts';
import type { ButtonPlace, MenuAccount } from './button-place.ts';
import { type ButtonType, buttonTypeOf, buttonTypes, websiteTypes } from './button-types.ts';
import { type CommandNames, lineOfKey, unansweredWord } from './command-keys.ts';
import { fieldProblems } from './field-rules.ts';
import { matchRuleProblems } from './match-rules.ts';
import { bytesOf, widthOf } from './measure.ts';
import { type Menu, type MenuButton, subsOf } from './menu.ts';
import { type MenuLimits, menuLimits } from './menu-limits.ts';
import type { MenuProblem } from './menu-problem.ts';
import { problem, type RuleCode } from './rule-text.ts';

/**
 * All that is wrong with a menu, in the order in which it stands there (protocol reference, 4.2, 4.3 and 4.5). With a
 * `matchrule` it is checked as a conditional menu. The page, the publisher and the simulated platform all ask here.
 * @param commands where they are given, a key that none of them answers is a warning
 */
export function checkMenu(menu: Menu, account: MenuAccount, commands?: readonly CommandNames[]): MenuProblem[] {
  const limits = menuLimits[account.platform];
  const right: MenuProblem[] = capabilitiesOf(account).includes('menu') ? [] : [problem('menu/no-right', [], 48001)];
  return [
    ...right,
    ...countProblems(menu, limits),
    ...menu.button.flatMap((button, top) => topProblems({ account, limits, button, path: [top], isSub: false }, commands)),
    ...matchRuleProblems(menu, account.platform, limits),
  ];
}

/** What keeps a menu from being published. */
export const errorsOf = (problems: readonly MenuProblem[]): MenuProblem[] => problems.filter(({ severity }) => severity === 'error');

function countProblems({ button: { length: count } }: Menu, { top }: MenuLimits): MenuProblem[] {
  if (count === 0) return [problem('menu/no-buttons', [], 40016, { most: String(top) })];
  return count > top ? [problem('menu/too-many-top', [], 40016, { count: String(count), most: String(top) })] : [];
}

function topProblems(place: ButtonPlace, commands: readonly CommandNames[] | undefined): MenuProblem[] {
  const { account, limits, button, path } = place;
  if (!isParent(button)) return [...nameProblems(place), ...actionProblems(place, commands)];
  const subs = subsOf(button);
  const name = button.name ?? '';
  const count = { name, count: String(subs.length), most: String(limits.sub) };
  return [
    ...nameProblems(place),
    ...givenToParent(button).map(([field, errcode]) => problem('menu/parent-acts', [...path, field], errcode, { name, field })),
    ...(subs.length === 0 ? [problem('menu/no-subs', [...path, 'sub_button'], 40023, { name })] : []),
    ...(subs.length > limits.sub ? [problem('menu/too-many-sub', [...path, 'sub_button'], 40023, count)] : []),
    ...subs.flatMap((sub, index) =>
      subProblems({ account, limits, button: sub, path: [...path, 'sub_button', index], isSub: true }, commands),
    ),
  ];
}

/** A button that opens others has a name and nothing else (protocol reference, 4.2). */
const parentActs = [
  ['type', 40017],
  ['key', 40019],
  ['url', 40020],
] as const;

const givenToParent = (button: MenuButton) => parentActs.filter(([field]) => isGiven(button[field]));

/** Fields of a button that opens others which only one that does something may have. */
export const strayFields = (button: MenuButton): string[] => (isParent(button) ? givenToParent(button).map(([field]) => field) : []);

/** A list that is empty belongs to every button that does something; without a type it was meant to open others. */
const isParent = (button: MenuButton) => button.sub_button !== undefined && (button.sub_button.length > 0 || !isGiven(button.type));

function subProblems(place: ButtonPlace, commands: readonly CommandNames[] | undefined): MenuProblem[] {
  const { button, path } = place;
  if (subsOf(button).length > 0)
    return [...nameProblems(place), problem('menu/too-deep', [...path, 'sub_button'], 40022, { name: button.name ?? '' })];
  return [...nameProblems(place), ...actionProblems(place, commands)];
}

function nameProblems({ account: { platform }, limits, button: { name = '' }, path, isSub }: ButtonPlace): MenuProblem[] {
  const at = [...path, 'name'];
  const errcode = isSub ? 40025 : 40018;
  if (name === '') return [problem('menu/name-missing', at, platform === 'wecom' ? 41102 : errcode)];
  const bytes = bytesOf(name);
  const most = isSub ? limits.subNameBytes : limits.topNameBytes;
  if (bytes > most) return [problem('menu/name-long', at, errcode, { bytes: String(bytes), most: String(most) })];
  const shown = isSub ? limits.subNameShown : limits.topNameShown;
  const width = widthOf(name);
  return shown !== undefined && width > shown
    ? [problem('menu/name-wide', at, undefined, { width: String(width), most: String(shown) })]
    : [];
}

function actionProblems(place: ButtonPlace, commands: readonly CommandNames[] | undefined): MenuProblem[] {
  const { button, path, account, isSub } = place;
  const at = [...path, 'type'];
  const errcode = isSub ? 40024 : 40017;
  if (!isGiven(button.type)) return [problem('menu/type-missing', at, errcode)];
  const refusal = typeRefusal(button.type, account);
  if (refusal) return [problem(refusal.code, at, refusal.code === 'menu/type-unverified' ? 45048 : errcode, refusal.params)];
  const type = buttonTypeOf(button.type);
  if (!type) return [];
  return [
    ...(type.deprecated ? [problem('menu/type-deprecated', at, undefined, { type: type.type })] : []),
    ...fieldProblems(place, type),
    ...keyWarnings(place, type, commands),
  ];
}

function keyWarnings({ button: { key = '' }, path }: ButtonPlace, type: ButtonType, commands?: readonly CommandNames[]): MenuProblem[] {
  if (!type.fields.includes('key')) return [];
  const at = [...path, 'key'];
  const line = lineOfKey(key);
  if (type.type !== 'click') return line === undefined ? [] : [problem('menu/key-not-run', at, undefined, { title: type.title })];
  if (!commands || key === '') return [];
  if (line === undefined) return [problem('menu/key-plain', at)];
  const word = unansweredWord(line, commands);
  return word === undefined ? [] : [problem('menu/key-unanswered', at, undefined, { word })];
}

/** Why an account can't use a type of button. */
export interface TypeRefusal {
  code: Extract<RuleCode, `menu/type-${string}`>;
  params: Parameters<typeof problem>[3];
}

const platformNames = {
  wecom: { 'zh-CN': '企业微信', en: 'WeCom' },
  'official-account': { 'zh-CN': '公众号', en: 'An Official Account' },
};

/** Undefined where the account can use it. */
export function typeRefusal(name: string, account: MenuAccount): TypeRefusal | undefined {
  const type = buttonTypeOf(name);
  if (!type) return { code: websiteTypes.includes(name) ? 'menu/type-website' : 'menu/type-unknown', params: { type: name.slice(0, 40) } };
  const { title } = type;
  if (!type.platforms.includes(account.platform))
    return { code: 'menu/type-elsewhere', params: { type: name, title, platform: platformNames[account.platform] } };
  const isUnverified = account.verified === false && !account.sandboxAccount;
  return type.needsVerified && isUnverified ? { code: 'menu/type-unverified', params: { title } } : undefined;
}

/** A type of button as an account is offered it; with the reason where it can't be used. */
export interface OfferedType {
  type: ButtonType;
  refused?: Pick<MenuProblem, 'message' | 'hint'>;
}

/** All types of both platforms, those that the account can use first. */
export function offeredTypes(account: MenuAccount): OfferedType[] {
  const offered = buttonTypes.map((type): OfferedType => {
    const refusal = typeRefusal(type.type, account);
    if (!refusal) return { type };
    const { message, hint } = problem(refusal.code, [], undefined, refusal.params);
    return { type, refused: { message, hint } };
  });
  return [...offered.filter(({ refused }) => !refused), ...offered.filter(({ refused }) => refused)];
}

const isGiven = (value: unknown): value is string => typeof value === 'string' && value !== '';
