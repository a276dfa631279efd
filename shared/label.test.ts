import { expect, test } from 'vitest';
import { labelTextOf, targetOnLabel } from './label.ts';

test('what is printed on a label is read back from it', () => {
  expect(labelTextOf('web-01')).toBe('weiguan:web-01');
  expect(targetOnLabel(labelTextOf('web-01'))).toBe('web-01');
});

test.each([
  [' weiguan:web-01\n', 'web-01'],
  ['WEIGUAN:db_2.a', 'db_2.a'],
])('%j is a label', (text, target) => expect(targetOnLabel(text)).toBe(target));

test.each(['web-01', 'https://example.com/weiguan:web-01', 'weiguan:', 'weiguan:web 01', 'weiguan:$(reboot)', 'cmd:status web-01', ''])(
  '%j is none of ours',
  (text) => expect(targetOnLabel(text)).toBeUndefined(),
);
