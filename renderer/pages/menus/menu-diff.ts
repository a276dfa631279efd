import { buttonFields } from '../../../shared/menu/button-types.ts';
import { type ButtonPath, buttonsOf, type Menu, type MenuButton, subsOf } from '../../../shared/menu/menu.ts';

/** What of a button differs. */
export interface FieldChange {
  /** One that the editor knows, or any other, whose values are JSON. */
  field: string;
  from: string;
  to: string;
}

export interface DiffSide {
  button: MenuButton;
  path: ButtonPath;
}

export type DiffKind = 'same' | 'added' | 'removed' | 'changed' | 'moved';

/** One line of the comparison; what was moved has two, where it was and where it goes. */
export interface DiffRow {
  kind: DiffKind;
  left?: DiffSide;
  right?: DiffSide;
  changes: FieldChange[];
  /** Of a moved button: where the other half of it is. */
  other?: ButtonPath;
}

interface Pair {
  left: number;
  right: number;
}

/** Two menus side by side, button by button, in the order in which they stand. */
export function diffMenus(before: Menu, after: Menu): DiffRow[] {
  const left = candidatesOf(before);
  const right = candidatesOf(after);
  const pairs = pairsOf(left, right);
  const anchors = inOrder(pairs.filter((pair) => hasSameParent(pair, pairs, left, right)));
  const ofLeft = new Map(pairs.map((pair) => [pair.left, pair]));
  const ofRight = new Map(pairs.map((pair) => [pair.right, pair]));
  const rows: DiffRow[] = [];
  let [l, r] = [0, 0];
  const upTo = (leftEnd: number, rightEnd: number) => {
    for (; l < leftEnd; l += 1) rows.push(leftRow(left[l] as DiffSide, right[ofLeft.get(l)?.right ?? -1]));
    for (; r < rightEnd; r += 1) rows.push(rightRow(right[r] as DiffSide, left[ofRight.get(r)?.left ?? -1]));
  };
  for (const anchor of anchors) {
    upTo(anchor.left, anchor.right);
    rows.push(bothRow(left[l] as DiffSide, right[r] as DiffSide));
    l += 1;
    r += 1;
  }
  upTo(left.length, right.length);
  return rows;
}

/** How many buttons there are of each kind; what was moved counts once, with all that it opens. */
export function countKinds(rows: readonly DiffRow[]): Record<Exclude<DiffKind, 'same'>, number> {
  const moved = (row: DiffRow) => row.right !== undefined && !rows.some((other) => isCarriedBy(row, other));
  const count = (kind: DiffKind) => rows.filter((row) => row.kind === kind && (kind !== 'moved' || moved(row))).length;
  return { added: count('added'), removed: count('removed'), changed: count('changed'), moved: count('moved') };
}

/** Whether a button has only gone where the one above it went. */
const isCarriedBy = ({ right, other }: DiffRow, above: DiffRow): boolean =>
  above.kind === 'moved' &&
  right?.path.length === 2 &&
  other?.length === 2 &&
  above.right?.path.join() === String(right.path[0]) &&
  above.other?.join() === String(other[0]);

const leftRow = (left: DiffSide, right: DiffSide | undefined): DiffRow =>
  right ? { kind: 'moved', left, changes: [], other: right.path } : { kind: 'removed', left, changes: [] };

const rightRow = (right: DiffSide, left: DiffSide | undefined): DiffRow =>
  left ? { kind: 'moved', right, changes: changesOf(left.button, right.button), other: left.path } : { kind: 'added', right, changes: [] };

function bothRow(left: DiffSide, right: DiffSide): DiffRow {
  const changes = changesOf(left.button, right.button);
  return { kind: changes.length > 0 ? 'changed' : 'same', left, right, changes };
}

const knownFields = ['name', 'type', ...buttonFields] as const;
export type KnownField = (typeof knownFields)[number];

export const isKnownField = (field: string): field is KnownField => (knownFields as readonly string[]).includes(field);

/** Of a field that nobody here knows so many characters are shown; some of them stand before the first that differs. */
const shownChars = 120;
const sameChars = 20;

function changesOf(before: MenuButton, after: MenuButton): FieldChange[] {
  const others = new Set([...Object.keys(before), ...Object.keys(after)].filter((field) => field !== 'sub_button' && !isKnownField(field)));
  return [...knownFields, ...others].flatMap((field) => {
    const [from, to] = [textOf(before[field]), textOf(after[field])];
    if (from === to) return [];
    if (isKnownField(field)) return [{ field, from, to }];
    const start = shownFrom(from, to);
    return [{ field, from: shortened(from, start), to: shortened(to, start) }];
  });
}

/** A value that only the platform knows, as text. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

/** From where on two texts are shown, so that what differs is seen. */
function shownFrom(one: string, other: string): number {
  let same = 0;
  while (same < one.length && one[same] === other[same]) same++;
  return same < shownChars ? 0 : same - sameChars;
}

const shortened = (text: string, start: number) =>
  `${start > 0 ? '…' : ''}${text.slice(start, start + shownChars)}${text.length > start + shownChars ? '…' : ''}`;

const action = (button: MenuButton) => JSON.stringify(['type', ...buttonFields].map((field) => button[field] ?? ''));
const opens = (button: MenuButton) => subsOf(button).length > 0;
const hasAction = (button: MenuButton) => buttonFields.some((field) => (button[field] ?? '') !== '');

/** A button with what stands above it. */
interface Candidate extends DiffSide {
  parent: MenuButton | undefined;
}

const candidatesOf = (menu: Menu): Candidate[] =>
  buttonsOf(menu).map(({ path, button }) => ({ path, button, parent: path.length === 1 ? undefined : menu.button[path[0]] }));

type Likeness = (one: Candidate, other: Candidate) => boolean;
const samePath: Likeness = (one, other) => one.path.join() === other.path.join();
const sameName: Likeness = (one, other) => (one.button.name ?? '') !== '' && one.button.name === other.button.name;
const sameAction: Likeness = (one, other) =>
  hasAction(one.button) && !opens(one.button) && !opens(other.button) && action(one.button) === action(other.button);
const sameBoth: Likeness = (one, other) => sameName(one, other) && (sameAction(one, other) || (opens(one.button) && opens(other.button)));

const sameParent: Likeness = ({ parent: one }, { parent: other }) => one?.name === other?.name && !one === !other;

/** Two sub-menus with a button in common are one that was renamed. */
const sharesSubs: Likeness = (one, other) =>
  subsOf(one.button).some((sub) => hasAction(sub) && subsOf(other.button).some((candidate) => action(sub) === action(candidate)));

/** Which button has become which, the surest first: a button is told by its name and by what it does. */
const likenesses: Likeness[] = [
  (one, other) => sameBoth(one, other) && samePath(one, other) && sameParent(one, other),
  (one, other) => sameBoth(one, other) && sameParent(one, other),
  (one, other) => sameBoth(one, other) && samePath(one, other),
  sameBoth,
  (one, other) => samePath(one, other) && (sameAction(one, other) || sameName(one, other)),
  sameAction,
  sameName,
  sharesSubs,
];

function pairsOf(left: Candidate[], right: Candidate[]): Pair[] {
  const pairs: Pair[] = [];
  const [freeLeft, freeRight] = [new Set(left.keys()), new Set(right.keys())];
  for (const isAlike of likenesses) {
    for (const l of freeLeft) {
      const r = [...freeRight].find((candidate) => isAlike(left[l] as Candidate, right[candidate] as Candidate));
      if (r === undefined) continue;
      pairs.push({ left: l, right: r });
      freeLeft.delete(l);
      freeRight.delete(r);
    }
  }
  return pairs.sort((one, other) => one.left - other.left);
}

/** Whether both stand in the bar, or above buttons that are the same one. */
function hasSameParent(pair: Pair, pairs: Pair[], left: DiffSide[], right: DiffSide[]): boolean {
  const [one, other] = [left[pair.left], right[pair.right]];
  if (!one || !other || one.path.length !== other.path.length) return false;
  if (one.path.length === 1) return true;
  const parentOf = (sides: DiffSide[], [top]: ButtonPath) => sides.findIndex(({ path }) => path.length === 1 && path[0] === top);
  const parents = { left: parentOf(left, one.path), right: parentOf(right, other.path) };
  return pairs.some((candidate) => candidate.left === parents.left && candidate.right === parents.right);
}

/** The longest run of pairs that stand in the same order on both sides: all others were moved. */
function inOrder(pairs: Pair[]): Pair[] {
  const best: Pair[][] = [];
  for (const [index, pair] of pairs.entries()) {
    const before = best.slice(0, index).filter((run) => (run.at(-1)?.right ?? -1) < pair.right);
    const longest = before.reduce<Pair[]>((kept, run) => (run.length > kept.length ? run : kept), []);
    best.push([...longest, pair]);
  }
  return best.reduce<Pair[]>((kept, run) => (run.length > kept.length ? run : kept), []);
}
