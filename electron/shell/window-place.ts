import type { Rectangle } from 'electron';

/** So much of a window has to be on the display, for it to be taken hold of. */
const leastSeen = 100;

/**
 * Where a window may stand on a display (its area without bars): no larger than that, its title bar on it. Without a place
 * where it was on one that is gone; it is centred then.
 */
export function placeWithin(window: Rectangle, area: Rectangle): Partial<Rectangle> & Pick<Rectangle, 'width' | 'height'> {
  const size = { width: Math.min(window.width, area.width), height: Math.min(window.height, area.height) };
  const seenX = Math.min(window.x + size.width, area.x + area.width) - Math.max(window.x, area.x);
  const seenY = Math.min(window.y + size.height, area.y + area.height) - Math.max(window.y, area.y);
  if (seenX < leastSeen || seenY < leastSeen) return size;
  return { ...size, x: window.x, y: Math.max(window.y, area.y) };
}
