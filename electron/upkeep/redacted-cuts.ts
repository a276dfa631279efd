import { uncutParts } from '../callback/answers.ts';
import type { Match } from './redactor.ts';

/** Finds what must not be kept in a text. */
export type Find = (text: string) => Match[];

/** A text without its matches; of those that overlap only the first is replaced, all of them go. */
export function withoutMatches(text: string, matches: readonly Match[]): string {
  let kept = '';
  let at = 0;
  for (const { start, end, replacement } of joined(matches)) {
    kept += text.slice(at, start) + replacement;
    at = end;
  }
  return kept + text.slice(at);
}

/**
 * What is found in each of the parts of one text, by looking at the whole of it: of a match that lies on a cut there is a
 * piece in both parts, and its replacement stands where it begins.
 */
export function matchesByPart(parts: readonly string[], find: Find): Match[][] {
  const uncut = uncutParts(parts);
  const matches = joined(find(uncut.join('')));
  let next = 0;
  return parts.map((part, index) => {
    const from = next;
    next += uncut[index]?.length ?? 0;
    return matches.flatMap((match) => clipped(match, from, part.length, ''));
  });
}

/** @param replacement what takes the place of a piece whose match begins before it */
function clipped(match: Match, from: number, length: number, replacement: string): Match[] {
  const [start, end] = [match.start - from, match.end - from];
  if (end <= 0 || start >= length) return [];
  return [{ start: Math.max(0, start), end: Math.min(length, end), replacement: start < 0 ? replacement : match.replacement }];
}

function joined(matches: readonly Match[]): Match[] {
  const all: Match[] = [];
  for (const match of [...matches].sort((one, other) => one.start - other.start)) {
    const last = all.at(-1);
    if (last && match.start < last.end) last.end = Math.max(last.end, match.end);
    else all.push({ ...match });
  }
  return all;
}

/** Nothing that a person wrote is shown shorter than this, in characters (`commands/plan.ts`, `commands/asking-back.ts`). */
const shortestCut = 20;
/** A match that is shorter stands in other texts by chance. */
const shortestMatch = 4;

/** What somebody wrote, and what of it must not be kept. */
export interface Written {
  text: string;
  matches: readonly Match[];
}

/**
 * Finds again what of a message must not be kept where an answer, or a failure, repeats a piece of it: the rules may not
 * match a secret that was cut, or that stands without the words around it.
 */
export function findRepeated(written: readonly Written[]): Find {
  const pieces = piecesOf(written);
  const matched = written.flatMap(({ text, matches }) =>
    matches.map(({ start, end, replacement }) => ({ secret: text.slice(start, end), replacement })),
  );
  const whole = matched.filter(({ secret }) => secret.length >= shortestMatch);
  return (text) => [
    ...whole.flatMap(({ secret, replacement }) =>
      placesOf(secret, text).map((start) => ({ start, end: start + secret.length, replacement })),
    ),
    ...piecesIn(text, pieces),
  ];
}

function placesOf(secret: string, text: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + secret.length)) places.push(at);
  return places;
}

/** Every piece of the shortest length that reaches into a match, with where the matches are in it. */
function piecesOf(written: readonly Written[]): Map<string, Match[]> {
  const pieces = new Map<string, Match[]>();
  for (const { text, matches } of written)
    for (const match of matches)
      for (let at = Math.max(0, match.start - shortestCut + 1); at < match.end && at + shortestCut <= text.length; at++) {
        const piece = text.slice(at, at + shortestCut);
        pieces.set(piece, [...(pieces.get(piece) ?? []), ...clipped(match, at, shortestCut, match.replacement)]);
      }
  return pieces;
}

function piecesIn(text: string, pieces: ReadonlyMap<string, readonly Match[]>): Match[] {
  const found: Match[] = [];
  for (let at = 0; pieces.size > 0 && at + shortestCut <= text.length; at++)
    for (const { start, end, replacement } of pieces.get(text.slice(at, at + shortestCut)) ?? [])
      found.push({ start: at + start, end: at + end, replacement });
  return found;
}
