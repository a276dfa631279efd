import type { z } from 'zod';
import { choicesOf } from '../mistake.ts';

/** What is wrong with a field of a monitor; the bound that it passes, or what may stand there. */
export type MonitorProblem =
  | { kind: 'missing' | 'wrong' | 'taken' | 'unknown' | 'number' | 'int' }
  | { kind: 'least' | 'most' | 'long'; bound: number }
  | { kind: 'choice'; choices: string[] };

/** A problem with its place in a monitor, such as `['check', 'port']`. */
export interface PlacedProblem {
  path: string[];
  problem: MonitorProblem;
}

const toldAtOnce = 20;
const numbers = ['number', 'int'] as const;

/** What the schema finds wrong with the `value` that stands at its place. */
export function problemOf(issue: z.core.$ZodIssue, value: unknown): MonitorProblem {
  if (value === undefined || value === '' || value === null || (Array.isArray(value) && value.length === 0)) return { kind: 'missing' };
  const choices = choicesOf(issue);
  if (choices.length > 0) return { kind: 'choice', choices: choices.map(String) };
  switch (issue.code) {
    case 'too_small':
      return issue.origin === 'string' ? { kind: 'missing' } : { kind: 'least', bound: Number(issue.minimum) };
    case 'too_big':
      return { kind: issue.origin === 'string' ? 'long' : 'most', bound: Number(issue.maximum) };
    case 'invalid_type':
      return { kind: numbers.find((kind) => kind === issue.expected) ?? 'wrong' };
    default:
      return { kind: 'wrong' };
  }
}

/** What the schema finds wrong with what was `given` to it. */
export const problemsIn = ({ issues }: z.ZodError, given: unknown): PlacedProblem[] =>
  issues
    .flatMap((issue): PlacedProblem[] =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({ path: named([...issue.path, key]), problem: { kind: 'unknown' } }))
        : [{ path: named(issue.path), problem: problemOf(issue, valueAt(given, issue.path)) }],
    )
    .slice(0, toldAtOnce);

const named = (path: readonly PropertyKey[]) => path.map((step) => String(step).slice(0, 64));

function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  let value = given;
  for (const step of path) value = typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;
  return value;
}
