import { expect, test } from 'vitest';
import { lastWords, remoteWords } from './remote-words.ts';

test('what another program says comes as one short line without anything invisible', () => {
  expect(remoteWords(' it\r\n\tis\u001b[31m red\u202e ')).toBe('it is [31m red');
  expect(remoteWords('长'.repeat(1_000))).toBe(`${'长'.repeat(200)}…`);
});

test('the last words are those of the last line that says something', () => {
  expect(lastWords('first\nlast\n \n\n')).toBe('last');
  expect(lastWords('\n')).toBe('');
});
