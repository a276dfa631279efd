/** What is wrong with a regular expression, and where (from 0). */
export interface PatternProblem {
  kind: PatternFault;
  index: number;
}
export const patternFaults = ['group', 'group-end', 'class', 'range', 'repeat', 'brace', 'escape', 'modifier', 'name', 'other'] as const;
export type PatternFault = (typeof patternFaults)[number];

/** What the engine of a newer Electron takes and that of Node 20 doesn't: the same data folder serves both. */
const tooNew: readonly PatternFault[] = ['modifier', 'name'];

/** Why a pattern is no regular expression with the flag u, in each engine that Weiguan runs on; undefined where it is one. */
export function patternProblem(pattern: string, ignoreCase = false): PatternProblem | undefined {
  // The engine says what, but not where.
  const found = findProblem(pattern);
  return tooNew.includes(found.kind) || !compiles(pattern, ignoreCase ? 'giu' : 'gu') ? found : undefined;
}

const escaped =
  /\\(?:[dDsSwWbBfnrtv0^$\\.*+?()[\]{}|/-]|c[A-Za-z]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|u\{[0-9A-Fa-f]{1,6}\}|[pP]\{[\w=]+\}|k<[^>]+>|[1-9]\d*)/y;
const repeat = /[*+?]\??|\{\d+(?:,\d*)?\}\??/y;
const groupStart = /\((?:\?(?::|=|!|<=|<!|<[A-Za-z_$][\w$]*>))?/y;
const modifier = /\(\?[ims]*(?:-[ims]*)?:/y;

/** Where a pattern is wrong; `other` where nothing is found. */
function findProblem(pattern: string): PatternProblem {
  const open: number[] = [];
  const names = new Set<string>();
  let repeatable = false;
  let at = 0;
  const take = (part: RegExp): string | undefined => {
    part.lastIndex = at;
    return part.exec(pattern)?.[0];
  };
  while (at < pattern.length) {
    const sign = pattern.charAt(at);
    if (sign === '\\') {
      const taken = take(escaped);
      // Back references need the groups around them.
      if (!taken || !(/^\\(?:k<|[1-9])/.test(taken) || compiles(taken))) return { kind: 'escape', index: at };
      repeatable = !/^\\[bB]$/.test(taken);
      at += taken.length;
    } else if (sign === '[') {
      const end = classEnd(pattern, at);
      if (end === -1) return { kind: 'class', index: at };
      if (!compiles(pattern.slice(at, end))) return { kind: 'range', index: at };
      repeatable = true;
      at = end;
    } else if (sign === '(') {
      const taken = take(groupStart) ?? '(';
      if (pattern.startsWith('(?', at) && taken === '(') return { kind: take(modifier) ? 'modifier' : 'group', index: at };
      if (names.has(taken)) return { kind: 'name', index: at };
      if (taken.endsWith('>')) names.add(taken);
      open.push(at);
      repeatable = false;
      at += taken.length;
    } else if (sign === ')') {
      if (open.pop() === undefined) return { kind: 'group-end', index: at };
      repeatable = true;
      at += 1;
    } else if ('*+?{'.includes(sign)) {
      const taken = take(repeat);
      if (!taken) return { kind: 'brace', index: at };
      if (!repeatable || !compiles(`a${taken}`)) return { kind: 'repeat', index: at };
      repeatable = false;
      at += taken.length;
    } else if (sign === '}' || sign === ']') {
      return { kind: 'brace', index: at };
    } else {
      repeatable = !'|^$'.includes(sign);
      at += 1;
    }
  }
  const unclosed = open.at(-1);
  return unclosed === undefined ? { kind: 'other', index: 0 } : { kind: 'group', index: unclosed };
}

/** Behind the `]` that ends the class; -1 where none does. */
function classEnd(pattern: string, start: number): number {
  for (let at = start + 1; at < pattern.length; at++) {
    if (pattern[at] === '\\') at += 1;
    else if (pattern[at] === ']') return at + 1;
  }
  return -1;
}

function compiles(pattern: string, flags = 'u'): boolean {
  try {
    new RegExp(pattern, flags);
    return true;
  } catch {
    return false;
  }
}
