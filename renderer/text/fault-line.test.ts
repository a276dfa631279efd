import { expect, test } from 'vitest';
import { faultPlace } from './fault-line.ts';

test('a place that is named is taken', () => {
  expect(faultPlace('3:12 “</b>”', '')).toEqual({ line: 3, column: 12 });
});

test('an excerpt is looked up in the text', () => {
  expect(faultPlace('<!DOCTYPE', '<xml>\n  <!DOCTYPE x>\n</xml>')).toEqual({ line: 2, column: 3 });
});

test('a reason without a place has none', () => {
  expect([faultPlace('MsgType', '<xml></xml>'), faultPlace('', '<xml/>')]).toEqual([undefined, undefined]);
});
