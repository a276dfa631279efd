import { failure } from '../../../../shared/failures.ts';
import { type PatternList, patternListOf } from './pattern-list.ts';
import type { Drafts } from './table.ts';

/** What has to be so for a block to count. */
export type Condition =
  | { by: 'host'; patterns: PatternList }
  /** All of them; those that can't be decided here leave their block out. */
  | { by: 'match'; criteria: { name: string; patterns: PatternList; negated: boolean }[] };

/** A part of a configuration with what has to be so for it to count; what is included in a block counts where that does too. */
export interface Block {
  line: number;
  file?: string | undefined;
  when: Condition[];
  settings: { keyword: string; value: string }[];
}

/** Reads the files that an `Include` names; undefined where there are none to be read. */
export type Included = (pattern: string) => Promise<{ file: string; text: string }[] | undefined>;

const understood = new Set(['all', 'host', 'originalhost', 'user', 'localuser']);
/** Where files include each other; as in OpenSSH. */
const deepest = 16;
/** All files together; what is beyond isn't read. */
const mostLines = 5_000;

interface Reading {
  included: Included;
  blocks: Block[];
  skipped: Drafts['skipped'];
  linesLeft: number;
}

/** Takes a configuration apart (ssh_config(5)), with all that it includes, in the order in which ssh reads it. */
export async function parseSshConfig(text: string, included: Included): Promise<{ blocks: Block[]; skipped: Drafts['skipped'] }> {
  const reading: Reading = { included, blocks: [], skipped: [], linesLeft: mostLines };
  await readText(reading, { text, when: [], depth: 0 });
  return { blocks: reading.blocks, skipped: reading.skipped };
}

interface Part {
  text: string;
  file?: string;
  when: Condition[];
  depth: number;
}

async function readText(reading: Reading, { text, file, when, depth }: Part): Promise<void> {
  let block = begin(reading, { line: 1, file, when, settings: [] });
  let isLeftOut = false;
  for (const [index, row] of text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    if (reading.linesLeft-- <= 0) return;
    const line = index + 1;
    const setting = settingOf(row);
    if (!setting) continue;
    const { keyword, value } = setting;
    const skip = (reason: ReturnType<typeof failure>) => reading.skipped.push({ line, ...(file && { file }), reason });
    if (keyword === 'host' || keyword === 'match') {
      const condition = keyword === 'host' ? { by: 'host' as const, patterns: patternListOf(wordsOf(value)) } : matchOf(value);
      isLeftOut = typeof condition === 'string';
      if (typeof condition === 'string') skip(failure(`targets/import-${condition}`, { words: value.slice(0, 120) }));
      else block = begin(reading, { line, file, when: [...when, condition], settings: [] });
    } else if (isLeftOut) {
      // what only counts under a condition that can't be decided here
    } else if (keyword === 'include') {
      for (const pattern of wordsOf(value)) {
        const files = depth < deepest ? await reading.included(pattern) : undefined;
        if (!files) skip(failure('targets/import-include', { file: pattern.slice(0, 200) }));
        for (const one of files ?? []) await readText(reading, { ...one, when: block.when, depth: depth + 1 });
      }
      block = begin(reading, { ...block, settings: [] });
    } else block.settings.push({ keyword, value: keyword === 'proxycommand' ? value : (wordsOf(value)[0] ?? '') });
  }
}

function begin(reading: Reading, block: Block): Block {
  reading.blocks.push(block);
  return block;
}

/** A keyword and its value, as `Keyword value` or `Keyword=value`. */
function settingOf(row: string): { keyword: string; value: string } | undefined {
  const found = /^\s*([A-Za-z]\w*)(?:\s*=\s*|\s+)(\S.*?)\s*$/.exec(row);
  return found?.[1] && found[2] ? { keyword: found[1].toLowerCase(), value: found[2] } : undefined;
}

/** Words between spaces, or in quotes; a `#` that begins one begins a remark. */
function wordsOf(value: string): string[] {
  const words: string[] = [];
  for (const [written, quoted] of value.matchAll(/"([^"]*)"|\S+/g)) {
    if (written.startsWith('#')) break;
    words.push(quoted ?? written);
  }
  return words;
}

/** What a `Match` asks for, or why it can't be decided here. */
function matchOf(value: string): Condition | 'match' | 'match-exec' {
  const words = wordsOf(value);
  const criteria: Extract<Condition, { by: 'match' }>['criteria'] = [];
  for (let at = 0; at < words.length; at++) {
    const [, bang, name = '', given] = /^(!?)(\w+)(?:=(.*))?$/.exec(words[at] ?? '') ?? [];
    const criterion = name.toLowerCase();
    if (criterion === 'exec') return 'match-exec';
    if (!understood.has(criterion)) return 'match';
    const patterns = criterion === 'all' ? [] : (given ?? words[++at] ?? '').split(',');
    criteria.push({ name: criterion, patterns: patternListOf(patterns), negated: bang === '!' });
  }
  return criteria.length > 0 ? { by: 'match', criteria } : 'match';
}
