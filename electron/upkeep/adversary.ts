import { failure } from '../../shared/failures.ts';
import { type PatternFault, patternProblem } from '../../shared/pattern-problem.ts';
import type { RedactionRule } from '../../shared/redaction.ts';
import type { Failure } from '../../shared/result.ts';
import { createMatcher } from './matcher.ts';

/** All samples together may take a rule so many ms; a sound one takes a few. */
const patienceMs = 400;
/** About as long as the longest text that WeChat delivers. */
const sampleChars = 3000;

const faults: Record<PatternFault, string> = {
  group: 'unclosed or unknown group ( )',
  'group-end': 'unmatched )',
  class: 'unclosed class [ ]',
  range: 'invalid class [ ]',
  repeat: 'nothing to repeat, or bounds out of order',
  brace: 'lone { } or ]',
  escape: 'unknown escape \\',
  modifier: 'modifiers as in (?i: ), which older engines do not know',
  name: 'a group name that comes twice',
  other: 'not a regular expression',
};

/** Why a rule can't be used: no regular expression, one that matches nothing, or one that some texts keep busy for ever. */
export function ruleProblem(rule: RedactionRule): Failure | undefined {
  const { name, pattern, ignoreCase } = rule;
  const problem = patternProblem(pattern, ignoreCase);
  if (problem) return failure('redaction/pattern', { name, position: String(problem.index + 1), reason: faults[problem.kind] });
  if (new RegExp(`^(?:${pattern})$`, 'u').test('')) return failure('redaction/empty', { name });
  return createMatcher([rule]).replace(adversaries(pattern), patienceMs) ? undefined : failure('redaction/slow', { name });
}

/**
 * Texts that a careless pattern never gets through: the same few characters again and again, and an end that does not
 * fit. The pattern's own characters are among them, because it must begin to match.
 */
export function adversaries(pattern: string): string[] {
  const own = [...new Set(pattern.replace(/\\[a-zA-Z]/g, ''))].filter((sign) => !'\\()[]{}*+?|^$'.includes(sign)).slice(0, 16);
  const words = (pattern.match(/[\p{L}\p{N}_]{2,}/gu) ?? []).slice(0, 8);
  const signs = [...new Set([...own, ...'aA0 .-_@=中\n'])];
  const pairs = own.slice(0, 6).flatMap((one) => ['a', '0', ' '].map((other) => one + other));
  const units = [...signs, ...pairs, ...words, 'a0', 'a.', 'a ', 'a@a.'];
  const repeated = units.map((unit) => unit.repeat(Math.ceil(sampleChars / unit.length)));
  return [...repeated.map((text) => `${text}\u0000`), ...words.map((word) => `${word}=${'a'.repeat(sampleChars)}\u0000`)];
}
