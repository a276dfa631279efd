import { expect, test } from 'vitest';
import { waterfall } from './waterfall.ts';

test('steps lie on one scale, from the arrival to the end of the last one', () => {
  const { bars, total } = waterfall([
    { step: 'received', from: 0, to: 1 },
    { step: 'run', from: 1, to: 4 },
    { step: 'answered', from: 3, to: 4 },
  ]);
  expect(total).toBe(4);
  expect(bars).toEqual([
    { step: 'received', from: 0, ms: 1, left: 0, width: 25 },
    { step: 'run', from: 1, ms: 3, left: 25, width: 75 },
    { step: 'answered', from: 3, ms: 1, left: 75, width: 25 },
  ]);
});

test('no time at all is no reason to divide by it', () => {
  expect(waterfall([])).toEqual({ bars: [], total: 0 });
  expect(waterfall([{ step: 'received', from: 0, to: 0 }]).bars).toEqual([{ step: 'received', from: 0, ms: 0, left: 0, width: 0 }]);
});
