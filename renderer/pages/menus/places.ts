import type { ButtonPath } from '../../../shared/menu/menu.ts';

/** A place on the phone's menu. An index one past the last is the empty place ("+") where a button can be added. */
export type Place = ButtonPath;

/** How many buttons there are: in the bar, and above each of them. */
export interface MenuShape {
  /** For each button of the bar, how many stand above it. */
  subs: readonly number[];
  mostTop: number;
  mostSub: number;
}

export const samePlace = (one: Place | null, other: Place | null): boolean => one?.join() === other?.join();

/** The last place of a row: the empty one, or the last button where it is full, or fuller than the platform takes. */
const lastOf = (taken: number, most: number) => (taken < most ? taken : taken - 1);
const lastTop = ({ subs, mostTop }: MenuShape) => lastOf(subs.length, mostTop);
/** The place right above a button of the bar; -1 for the empty place, which has nothing above it. */
const lastSub = ({ subs, mostSub }: MenuShape, top: number) => lastOf(subs[top] ?? -1, mostSub);

/** Where a new button goes that is asked for at a place: to the end of its row, which may be full. */
export const endOfRow = ({ subs }: MenuShape, [top, sub]: Place): Place => (sub === undefined ? [subs.length] : [top, subs[top] ?? 0]);

export type Arrow = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight';

/** Where an arrow leads, as it looks on the phone: what stands above a button is up. The same place at an end. */
export function placeAt(shape: MenuShape, [top, sub]: Place, arrow: Arrow): Place {
  switch (arrow) {
    case 'ArrowLeft':
      return [Math.max(0, top - 1)];
    case 'ArrowRight':
      return [Math.min(lastTop(shape), top + 1)];
    case 'ArrowUp': {
      const above = sub === undefined ? lastSub(shape, top) : sub - 1;
      return above >= 0 ? [top, above] : sub === undefined ? [top] : [top, 0];
    }
    case 'ArrowDown':
      if (sub === undefined || sub >= lastSub(shape, top)) return [top];
      return [top, sub + 1];
  }
}

/** Whether a button stands there, and not the offer to add one. */
export const isTaken = ({ subs }: MenuShape, [top, sub]: Place): boolean =>
  sub === undefined ? top < subs.length : sub < (subs[top] ?? 0);

/** The nearest place that there is, for one that may be gone. */
export function nearestPlace(shape: MenuShape, [top, sub]: Place): Place {
  const nearTop = Math.min(top, lastTop(shape));
  if (sub === undefined || nearTop !== top || top >= shape.subs.length) return [nearTop];
  return [top, Math.min(sub, lastSub(shape, top))];
}

/**
 * Where Alt and an arrow take a button: along the bar or up and down its stack, sideways into the next stack, down out
 * of the stack into the bar, up from the bar into the stack of its neighbour. Undefined where it can go no further.
 */
export function placeMoved({ subs, mostTop, mostSub }: MenuShape, [top, sub]: Place, arrow: Arrow): Place | undefined {
  const side = arrow === 'ArrowLeft' ? -1 : arrow === 'ArrowRight' ? 1 : 0;
  const hasRoom = (at: number) => (subs[at] ?? mostSub) < mostSub;
  if (sub === undefined) {
    if (side !== 0) return subs[top + side] === undefined ? undefined : [top + side];
    if (arrow === 'ArrowDown' || subs[top] !== 0) return undefined;
    const under = [top - 1, top + 1].find(hasRoom);
    // why: once it has left the bar, what stood at its right has moved by one
    return under === undefined ? undefined : [under > top ? under - 1 : under, subs[under] ?? 0];
  }
  if (side !== 0) return hasRoom(top + side) ? [top + side, Math.min(sub, subs[top + side] ?? 0)] : undefined;
  if (arrow === 'ArrowUp') return sub > 0 ? [top, sub - 1] : undefined;
  if (sub + 1 < (subs[top] ?? 0)) return [top, sub + 1];
  return subs.length < mostTop ? [top + 1] : undefined;
}
