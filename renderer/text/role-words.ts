import type { TFunction } from 'i18next';
import type { Grant, Role, TimeWindow } from '../../shared/role.ts';

/** Days as a week is read: Monday first. */
export const weekDays = [1, 2, 3, 4, 5, 6, 0] as const;
/** By the number that a time window has for each. */
export const dayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** What is known of commands: their titles in the reader's language, and whether they can be dangerous. */
export interface KnownCommand {
  name: string;
  title: string;
  isDangerous: boolean;
}

const builtIn = ['viewer', 'operator', 'admin'] as const;

/** What a role is called here; an own role has the name that the admin gave it. */
export function roleName(t: TFunction, { id, name }: Pick<Role, 'id' | 'name'>): string {
  const known = builtIn.find((one) => one === id);
  return known ? t(`people.role_${known}`) : name;
}

/** What a role may do, a line for each right. */
export function roleLines(t: TFunction, { id, grants, mayHold }: Role, commands: readonly KnownCommand[]): string[] {
  const known = builtIn.find((one) => one === id);
  if (known) return [t(`people.may_${known}`)];
  const lines = grants.map((grant) => capital(grantWords(t, grant, commands)));
  return [...lines, ...(mayHold ? [t('role.mayHold')] : [])];
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** A right in words that follow "may": `use power on @staging, Mon–Fri 08:00–20:00; a second person confirms …`. */
export function grantWords(t: TFunction, { commands, groups, window, confirm }: Grant, known: readonly KnownCommand[]): string {
  const titleOf = (name: string) => known.find((command) => command.name === name)?.title ?? name;
  const what =
    typeof commands === 'string' ? t(`role.level.${commands}`) : t('role.use', { commands: commands.map(titleOf).join(t('role.comma')) });
  const where = groups === 'all' ? t('role.everywhere') : t('role.on', { where: groups.join(t('role.comma')) });
  const when = window ? t('role.at', { when: windowWords(t, window) }) : '';
  const isDangerous =
    commands === 'danger' ||
    (typeof commands !== 'string' && commands.some((name) => known.some((command) => command.name === name && command.isDangerous)));
  return t('role.right', { what, where, when, confirm: isDangerous ? t(`role.confirms.${confirm}`) : '' });
}

/** `Mon–Fri 08:00–20:00` */
export function windowWords(t: TFunction, { days, from, to }: TimeWindow): string {
  const hours = from < to ? `${from}–${to}` : t('role.overnight', { from, to });
  return `${daysWords(t, days)} ${hours}`;
}

function daysWords(t: TFunction, days: readonly number[]): string {
  const chosen = weekDays.filter((day) => days.includes(day));
  if (chosen.length === 7) return t('role.everyDay');
  const [first = 0, last = 0] = [chosen[0], chosen.at(-1)];
  const isRow = chosen.length >= 3 && weekDays.indexOf(last) - weekDays.indexOf(first) === chosen.length - 1;
  if (isRow) return t('role.dayRange', { from: t(`role.day.${dayNames[first]}`), to: t(`role.day.${dayNames[last]}`) });
  return chosen.map((day) => t(`role.day.${dayNames[day]}`)).join(t('role.comma'));
}
