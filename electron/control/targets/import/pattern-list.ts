import { matchesGlob } from '../glob.ts';

/** A list of patterns (ssh_config(5), PATTERNS), taken apart so that many names can be compared with it. */
export interface PatternList {
  /** Those without wildcards, as they were written. */
  plain: readonly string[];
  names: ReadonlySet<string>;
  globs: readonly string[];
  /** What the list doesn't meet though another pattern does. */
  negated: readonly string[];
}

export function patternListOf(patterns: readonly string[]): PatternList {
  const wanted = patterns.filter((pattern) => !pattern.startsWith('!'));
  const plain = wanted.filter((pattern) => !/[*?]/.test(pattern));
  return {
    plain,
    names: new Set(plain.map((name) => name.toLowerCase())),
    globs: wanted.filter((pattern) => /[*?]/.test(pattern)).map((glob) => glob.toLowerCase()),
    negated: patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1).toLowerCase()),
  };
}

/** Whether one pattern meets the text, and none that begins with `!`. Letter case doesn't matter. */
export function meetsList(text: string, { names, globs, negated }: PatternList): boolean {
  const wanted = text.toLowerCase();
  const meets = (glob: string) => matchesGlob(wanted, glob);
  return (names.has(wanted) || globs.some(meets)) && !negated.some(meets);
}
