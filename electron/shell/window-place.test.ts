import { expect, test } from 'vitest';
import { placeWithin } from './window-place.ts';

const laptop = { x: 0, y: 25, width: 1366, height: 743 };

test.each([
  ['that fits stays where it was', { x: 100, y: 60, width: 1024, height: 680 }, { x: 100, y: 60, width: 1024, height: 680 }],
  [
    'of a larger display that is gone is made smaller, and centred',
    { x: 1400, y: 0, width: 2560, height: 1440 },
    { width: 1366, height: 743 },
  ],
  [
    'whose title bar would be above the display comes down',
    { x: 0, y: -300, width: 1000, height: 700 },
    { x: 0, y: 25, width: 1000, height: 700 },
  ],
  [
    'that is mostly beside it stays, where enough of it is seen',
    { x: -800, y: 30, width: 1000, height: 700 },
    { x: -800, y: 30, width: 1000, height: 700 },
  ],
  ['of which next to nothing is seen is centred', { x: -950, y: 30, width: 1000, height: 700 }, { width: 1000, height: 700 }],
])('a window %s', (_, window, place) => expect(placeWithin(window, laptop)).toEqual(place));
