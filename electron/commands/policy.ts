import type { DangerLevel, Grant, Operator, Role, TimeWindow, WordMeaning } from '../../shared/role.ts';
import { dangerLevels } from '../../shared/role.ts';
import { localTargetId, type Target } from '../../shared/target.ts';

/**
 * Who the account's own configuration lets in: the people that it names, with every right but that to hold, or, where it
 * names none, everybody whom the platform lets in (a WeCom app's visible range; an Official Account's followers), and
 * then only to look at the gateway's own computer, and only as long as no operator was ever bound.
 */
export interface AccessRule {
  /** UserIDs or OpenIDs; undefined where nobody is named. */
  operators?: readonly string[] | undefined;
  /** UserIDs know no letter case, OpenIDs do (protocol reference, 8.4). */
  anyCase?: boolean;
}

/** Who asks: a person in WeChat, by account and UserID or OpenID, or the admin at the console, who may do everything. */
export type Asker = { origin: 'chat'; account: string; person: string } | { origin: 'console' };

/** Under which name something is kept in memory for whoever asks. */
export const nameOf = (asker: Asker) => (asker.origin === 'console' ? '' : `${asker.account} ${asker.person}`);

/** What rights are decided from. */
export interface Access {
  roles: readonly Role[];
  operators: readonly Operator[];
  /** Those who have no role any more, or because their account belongs to another company by now; it stays closed all the same. */
  former?: readonly Pick<Operator, 'account'>[];
  /** Those whose role was taken away: they have none, whatever the account's own settings say. */
  removed?: readonly Pick<Operator, 'account' | 'person'>[];
  /** Everything is on hold: nothing but looking. */
  held: boolean;
  /** Whether a word is the id of a server: in a right it means that one, and no group of the same name. */
  isServer?(word: string): boolean;
  /** What a word has meant since it came into a right, whatever is called so by now; undefined where it is in none. */
  meant?(word: string): WordMeaning | undefined;
}

/** What is asked for, as far as rights depend on it. */
export interface Wish {
  command: string;
  danger: DangerLevel;
  /** What a right to it takes, where that is more. */
  takes?: DangerLevel;
  /** The right of its own that the command needs. */
  needsRight?: 'hold';
  targets: readonly Pick<Target, 'id' | 'group' | 'tags'>[];
  /** Unix time in ms; windows count in the gateway's own time zone. */
  at: number;
}

export type Decision =
  | { kind: 'allowed'; confirm: 'none' | Grant['confirm'] }
  /** Nobody knows this person: they are told nothing. */
  | { kind: 'stranger' }
  /** Not this command, or not on all of these targets. */
  | { kind: 'no-right' }
  /** At another time they might. */
  | { kind: 'not-now' }
  | { kind: 'held' };

/** Somebody whom the configuration names may do this. */
const named: Role = { id: 'named', name: 'named', grants: [{ commands: 'danger', groups: 'all', confirm: 'self' }], mayHold: false };
/** Somebody of an account that names nobody: a public account's follower may be anybody. */
const visitor: Role = {
  id: 'visitor',
  name: 'visitor',
  grants: [{ commands: ['status', 'label', 'help', 'whoami', 'more'], groups: [localTargetId], confirm: 'self' }],
  mayHold: false,
};

/**
 * What whoever has a role may always use: finding out what they may do, reading on, and saying yes or no to what waits for
 * it, which is decided anew when they say it, and ending what they have begun.
 */
const always = ['help', 'whoami', 'more', 'confirm', 'cancel', 'stop'];

/** The role of whoever asks; undefined for a stranger and for the admin at the console, who needs none. */
export function roleOf(asker: Asker, rule: AccessRule, { roles, operators, former = [], removed = [] }: Access): Role | undefined {
  if (asker.origin === 'console') return undefined;
  const bound = operatorOf(asker, rule, operators);
  if (bound) return roles.find(({ id }) => id === bound.role);
  if (removed.some(({ account, person }) => account === asker.account && isCalled(person, asker.person, rule))) return undefined;
  if (rule.operators) return rule.operators.some((person) => isCalled(person, asker.person, rule)) ? named : undefined;
  return [...operators, ...former].some(({ account }) => account === asker.account) ? undefined : visitor;
}

/** Whoever asks as the admin bound them; undefined where nobody did. */
export const operatorOf = (asker: Asker, rule: AccessRule, operators: readonly Operator[]): Operator | undefined =>
  operators.find(({ account, person }) => asker.origin === 'chat' && account === asker.account && isCalled(person, asker.person, rule));

/** Whether two UserIDs or OpenIDs of one account mean the same person. */
export const isCalled = (one: string, other: string, { anyCase }: AccessRule): boolean =>
  one === other || (anyCase === true && one.toLowerCase() === other.toLowerCase());

/** May they do it, and who has to confirm it? The only place where that is decided, for chat and console alike. */
export function decide(asker: Asker, wish: Wish, rule: AccessRule, access: Access): Decision {
  const confirm = wish.danger === 'danger' ? 'self' : 'none';
  if (access.held && wish.danger !== 'read') return isKnown(asker, rule, access) ? { kind: 'held' } : { kind: 'stranger' };
  if (asker.origin === 'console') return { kind: 'allowed', confirm };
  const role = roleOf(asker, rule, access);
  if (!role) return { kind: 'stranger' };
  if (always.includes(wish.command)) return { kind: 'allowed', confirm };
  if (wish.needsRight === 'hold') return role.mayHold ? { kind: 'allowed', confirm } : { kind: 'no-right' };
  const fitting = role.grants.filter((grant) => coversCommand(grant, wish));
  const open = fitting.filter(({ window }) => isOpen(window, wish.at));
  const granted = grantsFor(open, wish, access);
  if (granted) return { kind: 'allowed', confirm: confirm === 'none' ? 'none' : strictest(granted) };
  return grantsFor(fitting, wish, access) ? { kind: 'not-now' } : { kind: 'no-right' };
}

const isKnown = (asker: Asker, rule: AccessRule, access: Access) => asker.origin === 'console' || roleOf(asker, rule, access) !== undefined;

function coversCommand({ commands }: Grant, { command, danger, takes = danger }: Wish): boolean {
  if (typeof commands !== 'string') return commands.includes(command);
  return dangerLevels.indexOf(takes) <= dangerLevels.indexOf(commands);
}

/** The grants that reach the targets; undefined where one target has none. Without targets any grant will do. */
function grantsFor(grants: Grant[], { targets }: Wish, access: Access): Grant[] | undefined {
  if (targets.length === 0) return grants.length > 0 ? grants : undefined;
  const each = targets.map((target) => grants.filter((grant) => reaches(grant, target, access)));
  return each.every((reaching) => reaching.length > 0) ? each.flat() : undefined;
}

/** By the target's group, by a tag, or by its own id. */
function reaches({ groups }: Grant, { id, group, tags }: Wish['targets'][number], { isServer, meant }: Access): boolean {
  if (groups === 'all') return true;
  const meaning = (name: string): WordMeaning => meant?.(name) ?? (isServer?.(name) ? 'server' : 'group');
  const isIt = (name: string) => name === id && (name === localTargetId || meant?.(name) !== 'group');
  const isGroup = (name: string) => name === group && name !== localTargetId && meaning(name) === 'group';
  return groups.some((name) => (name.startsWith('@') ? tags.includes(name.slice(1)) : isIt(name) || isGroup(name)));
}

/** A right that asks for a second person is not undone by another one beside it. */
const strictest = (grants: readonly Grant[]): Grant['confirm'] => (grants.some(({ confirm }) => confirm === 'second') ? 'second' : 'self');

/** Whether a window is open at a moment. One that goes over midnight belongs to the day on which it began. */
export function isOpen(window: TimeWindow | undefined, at: number): boolean {
  if (!window) return true;
  const moment = new Date(at);
  const minute = moment.getHours() * 60 + moment.getMinutes();
  const [from, to] = [minuteOf(window.from), minuteOf(window.to)];
  const day = moment.getDay();
  if (from < to) return window.days.includes(day) && minute >= from && minute < to;
  const isEvening = minute >= from;
  return isEvening ? window.days.includes(day) : minute < to && window.days.includes((day + 6) % 7);
}

function minuteOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}
