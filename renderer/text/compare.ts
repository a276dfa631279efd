import type { MessageDetail } from '../../shared/message-log.ts';
import type { FieldTree, FieldValue } from '../../shared/wechat-message.ts';
import { prettyXml } from './xml.ts';

/** How two sides of one place stand: `first` and `second` are there on that side only. */
export type Standing = 'same' | 'differs' | 'first' | 'second';

/** One field of both messages. */
export interface ComparedField {
  /** The names from the root down, joined with dots. */
  name: string;
  first: string | undefined;
  second: string | undefined;
  standing: Standing;
}

/** A field's values by their path; what is repeated is numbered. */
function flat(value: FieldValue, path: string): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((one, index) => flat(one, `${path}[${index + 1}]`));
  return Object.entries(value).flatMap(([name, one]) => flat(one, path === '' ? name : `${path}.${name}`));
}

const fieldsOf = (tree: FieldTree | undefined) => new Map(tree ? flat(tree, '') : []);

function standingOf<T>(first: T | undefined, second: T | undefined): Standing {
  if (second === undefined) return 'first';
  if (first === undefined) return 'second';
  return first === second ? 'same' : 'differs';
}

/** What a message has to compare: what it said, or else what was answered with it. */
function treeOf({ message, answer }: MessageDetail): FieldTree | undefined {
  return message?.fields ?? (answer === undefined ? undefined : { Content: answer });
}

/** The fields of two messages, aligned by name: in the order of the first, then what only the second has. */
export function compareFields(one: MessageDetail, other: MessageDetail): ComparedField[] {
  const first = fieldsOf(treeOf(one));
  const second = fieldsOf(treeOf(other));
  return [...new Set([...first.keys(), ...second.keys()])].map((name) => ({
    ...{ name, first: first.get(name), second: second.get(name) },
    standing: standingOf(first.get(name), second.get(name)),
  }));
}

/** A line of each side; undefined where the other side alone has one. */
export interface ComparedLine {
  first: string | undefined;
  second: string | undefined;
  standing: Standing;
}

/** More lines than this are set side by side as they come: to align them all would take too long. */
const mostAligned = 600;

/** The XML of two messages, laid out and aligned line by line. */
export function compareXml(one: string, other: string): ComparedLine[] {
  return alignLines(prettyXml(one).split('\n'), prettyXml(other).split('\n'));
}

/** Aligns by the longest common subsequence; lines that differ in the same place stand beside each other. */
export function alignLines(first: string[], second: string[]): ComparedLine[] {
  if (first.length > mostAligned || second.length > mostAligned) return pair(first, second);
  const common = commonLengths(first, second);
  const lines: ComparedLine[] = [];
  let [left, right]: [string[], string[]] = [[], []];
  let [at, to] = [0, 0];
  const settle = () => {
    lines.push(...pair(left, right));
    left = [];
    right = [];
  };
  while (at < first.length || to < second.length) {
    const [one, other] = [first[at], second[to]];
    if (one !== undefined && one === other) {
      settle();
      lines.push({ first: one, second: other, standing: 'same' });
      at += 1;
      to += 1;
    } else if (one !== undefined && (other === undefined || (common[at + 1]?.[to] ?? 0) >= (common[at]?.[to + 1] ?? 0))) {
      left.push(one);
      at += 1;
    } else if (other !== undefined) {
      right.push(other);
      to += 1;
    }
  }
  settle();
  return lines;
}

function pair(first: string[], second: string[]): ComparedLine[] {
  return Array.from({ length: Math.max(first.length, second.length) }, (_, index) => ({
    ...{ first: first[index], second: second[index] },
    standing: standingOf(first[index], second[index]),
  }));
}

/** `[i][j]`: how many lines the rests from `i` and from `j` on have in common. */
function commonLengths(first: string[], second: string[]): number[][] {
  const lengths = Array.from({ length: first.length + 1 }, () => new Array<number>(second.length + 1).fill(0));
  for (let at = first.length - 1; at >= 0; at -= 1) {
    const row = lengths[at];
    const below = lengths[at + 1];
    for (let to = second.length - 1; row && below && to >= 0; to -= 1) {
      row[to] = first[at] === second[to] ? (below[to + 1] ?? 0) + 1 : Math.max(below[to] ?? 0, row[to + 1] ?? 0);
    }
  }
  return lengths;
}
