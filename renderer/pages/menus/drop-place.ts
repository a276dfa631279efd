import type { Place } from './places.ts';

/** Where a button that is dragged would go, seen from the one under the pointer. */
export type DropSide = 'before' | 'after' | 'into';

interface Rect {
  left: number;
  top: number;
  width: number;
  height: number;
}

/**
 * Which side of a button is pointed at: in the bar its left or right third, or its middle, which means above it; in a
 * stack its upper or lower half. An empty place is always itself.
 */
export function dropSide({ left, top, width, height }: Rect, point: { x: number; y: number }, place: Place, isTaken: boolean): DropSide {
  if (!isTaken) return 'before';
  if (place.length === 2) return point.y < top + height / 2 ? 'before' : 'after';
  const across = (point.x - left) / width;
  return across < 1 / 3 ? 'before' : across > 2 / 3 ? 'after' : 'into';
}

/**
 * The place that a dragged button takes, as it is once the button has left its own.
 * @param subs how many stand above the button under the pointer
 * @returns undefined where it would stay where it is
 */
export function dropPlace(from: Place, over: Place, side: DropSide, subs: number): Place | undefined {
  const shift = side === 'after' ? 1 : 0;
  const [overTop, overSub] = over;
  const aim: Place = side === 'into' ? [overTop, subs] : overSub === undefined ? [overTop + shift] : [overTop, overSub + shift];
  const isItself = from.length === 1 && overSub !== undefined;
  if (from[0] === overTop && (side === 'into' || isItself)) return undefined;
  const to = withoutSource(from, aim);
  return to.join() === from.join() ? undefined : to;
}

/** What stood behind a button moves up by one once it is gone. */
function withoutSource([fromTop, fromSub]: Place, [top, sub]: Place): Place {
  if (fromSub === undefined) {
    const moved = top > fromTop ? top - 1 : top;
    return sub === undefined ? [moved] : [moved, sub];
  }
  if (sub !== undefined && top === fromTop && sub > fromSub) return [top, sub - 1];
  return sub === undefined ? [top] : [top, sub];
}
