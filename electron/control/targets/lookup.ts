import type { Target } from '../../../shared/target.ts';
import { editDistance } from '../../edit-distance.ts';
import { fold } from './fold.ts';
import { matchesGlob } from './glob.ts';

/** What a target is found by. */
export type Findable = Pick<Target, 'id' | 'name' | 'aliases' | 'tags' | 'group' | 'asset'>;

/**
 * Which targets some words name. `ambiguous` is told with all that the word may mean, `none` with the words most like it
 * (ids, or `@` and a tag or group), best first.
 */
export type Lookup<T extends Findable> =
  | { kind: 'found'; targets: T[] }
  | { kind: 'ambiguous'; word: string; candidates: T[] }
  | { kind: 'none'; word: string; near: string[] };

const mostNear = 3;

/**
 * Finds targets by what somebody wrote in the chat: an id, a name or an alias; the beginning or a part of one, where it
 * is one target's only; all of its asset label; a glob (`web-*`, `?` is one character); `@` and a tag or a group; several of these between
 * commas (`,` `，` `、`). Letter case and full-width forms don't matter. The first word that names nothing, or more than it
 * may, decides.
 */
export function findTargets<T extends Findable>(targets: readonly T[], words: string): Lookup<T> {
  // A name may have a comma in it.
  const whole = exactly(targets, fold(words));
  if (whole.length > 0) return { kind: 'found', targets: whole };
  const labelled = targets.filter(({ asset }) => asset !== undefined && fold(asset) === fold(words));
  if (labelled.length > 0) return { kind: 'found', targets: labelled };
  const parts = words.split(/[,，､、]/u).filter((part) => fold(part) !== '');
  if (parts.length === 0) return { kind: 'none', word: words.trim(), near: [] };
  const found = new Set<T>();
  for (const part of parts) {
    const lookup = findWord(targets, part.trim());
    if (lookup.kind !== 'found') return lookup;
    for (const target of lookup.targets) found.add(target);
  }
  return { kind: 'found', targets: [...found] };
}

function findWord<T extends Findable>(targets: readonly T[], word: string): Lookup<T> {
  const wanted = fold(word);
  const exact = exactly(targets, wanted);
  if (exact.length > 0) return { kind: 'found', targets: exact };
  if (wanted.startsWith('@')) return manyOrNone(targets, word, (target) => setsOf(target).includes(wanted.slice(1).trim()));
  if (/[*?]/.test(wanted)) return manyOrNone(targets, word, (target) => namesOf(target).some((name) => matchesGlob(name, wanted)));
  return (
    oneOrAmbiguous(targets, word, (name) => name.startsWith(wanted)) ??
    oneOrAmbiguous(targets, word, (name) => name.includes(wanted)) ?? { kind: 'none', word, near: nearestWords(targets, wanted) }
  );
}

/** Whether a word is all of a target's id, its name or an alias. */
export const isCalled = (target: Findable, word: string): boolean => namesOf(target).includes(fold(word));

const exactly = <T extends Findable>(targets: readonly T[], wanted: string): T[] =>
  targets.filter((target) => namesOf(target).includes(wanted));

function manyOrNone<T extends Findable>(targets: readonly T[], word: string, meets: (target: T) => boolean): Lookup<T> {
  const found = targets.filter(meets);
  return found.length > 0 ? { kind: 'found', targets: found } : { kind: 'none', word, near: nearestWords(targets, fold(word)) };
}

function oneOrAmbiguous<T extends Findable>(targets: readonly T[], word: string, meets: (name: string) => boolean): Lookup<T> | undefined {
  const found = targets.filter((target) => namesOf(target).some(meets));
  if (found.length === 0) return undefined;
  return found.length === 1 ? { kind: 'found', targets: found } : { kind: 'ambiguous', word, candidates: found };
}

const namesOf = ({ id, name, aliases }: Findable) => [id, name, ...aliases].map(fold);
const setsOf = ({ tags, group }: Findable) => [...tags, ...(group === undefined ? [] : [group])].map(fold);

function nearestWords(targets: readonly Findable[], wanted: string): string[] {
  const ofSets = wanted.startsWith('@');
  const bare = wanted.replace(/^@|[*?]/g, '').slice(0, longestCompared);
  const known = ofSets
    ? [...new Set(targets.flatMap(({ tags, group }) => [...tags, ...(group ? [group] : [])]))].map(
        (set) => [`@${set}`, [fold(set)]] as const,
      )
    : targets.map((target) => [target.id, namesOf(target)] as const);
  return known
    .map(([shown, names]) => ({ shown, distance: Math.min(...names.map((name) => distanceTo(name, bare))) }))
    .filter(({ distance }) => distance <= (bare.length <= 3 ? 1 : 2))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, mostNear)
    .map(({ shown }) => shown);
}

const longestCompared = 66;

/** What differs too much in length isn't compared at all. */
const distanceTo = (name: string, word: string) =>
  Math.abs(name.length - word.length) > 2 ? Number.POSITIVE_INFINITY : editDistance(name, word);
