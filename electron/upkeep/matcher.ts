import { createContext, Script } from 'node:vm';
import type { RedactionRule } from '../../shared/redaction.ts';

/** Rules compiled where their running time can be bounded: the interpreter is cut off in the middle of a match. */
export interface Matcher {
  /**
   * Every text with what the rules matched replaced, in their order.
   * Undefined where that took longer than `ms`; `slowRule` then says at which rule.
   */
  replace(texts: readonly string[], ms: number): string[] | undefined;
  /** Where the first rule matches in each text: start and end in turn. Undefined as above. */
  find(texts: readonly string[], ms: number): number[][] | undefined;
  /** The index of the rule that was at work when the time was up. */
  slowRule(): number;
}

type MatcherRule = Pick<RedactionRule, 'pattern' | 'ignoreCase' | 'replacement' | 'check'>;

/** @throws SyntaxError for a pattern that is none; see `patternProblem` */
export function createMatcher(rules: readonly MatcherRule[]): Matcher {
  const sandbox: Record<string, unknown> = Object.assign(Object.create(null), { rules: JSON.stringify(rules), texts: '[]', at: 0 });
  const context = createContext(sandbox, { codeGeneration: { strings: false, wasm: false } });
  prepare.runInContext(context);

  /** Only text goes in and comes out, so that nothing of the one side is touched by the other. */
  function run<T>(script: Script, texts: readonly string[], ms: number): T | undefined {
    sandbox.texts = JSON.stringify(texts);
    try {
      return JSON.parse(String(script.runInContext(context, { timeout: ms }))) as T;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
      throw error;
    } finally {
      sandbox.texts = '[]';
    }
  }

  return {
    replace: (texts, ms) => run<string[]>(replaceAll, texts, ms),
    find: (texts, ms) => run<number[][]>(findAll, texts, ms),
    slowRule: () => Number(sandbox.at),
  };
}

/**
 * Identity card numbers end with a check digit modulo 11 (GB 11643), bank card numbers with one of Luhn's (ISO/IEC 7812).
 */
const prepare = new Script(`
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const checks = {
    none: () => true,
    'id-card': (text) => {
      const sum = weights.reduce((total, weight, index) => total + weight * Number(text[index]), 0);
      return text.length === 18 && '10X98765432'[sum % 11] === text[17].toUpperCase();
    },
    luhn: (text) => {
      const digits = [...text].filter((sign) => sign >= '0' && sign <= '9').reverse().map(Number);
      const sum = digits.reduce((total, digit, index) => total + (index % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2), 0);
      return digits.length >= 13 && digits.length <= 19 && sum % 10 === 0;
    },
  };
  const compiled = JSON.parse(rules).map(({ pattern, ignoreCase, replacement, check }) => ({
    expression: new RegExp(pattern, ignoreCase ? 'giu' : 'gu'),
    replacement,
    holds: checks[check],
  }));
`);

const replaceAll = new Script(`
  JSON.stringify(JSON.parse(texts).map((text) => {
    compiled.forEach(({ expression, replacement, holds }, index) => {
      at = index;
      text = text.replace(expression, (match) => (match !== '' && holds(match) ? replacement : match));
    });
    return text;
  }));
`);

const findAll = new Script(`
  JSON.stringify(JSON.parse(texts).map((text) => {
    const { expression, holds } = compiled[0];
    return [...text.matchAll(expression)].flatMap((match) =>
      match[0] !== '' && holds(match[0]) ? [match.index, match.index + match[0].length] : []);
  }));
`);
