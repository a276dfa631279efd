import { expect, test } from 'vitest';
import { quotedWord } from '../../shared/quoted-word.ts';
import { parseCommandLine } from './parser.ts';

test.each(['web-01', '', 'web 01', "it's", `it's "here"`, '“中文” 引号', `"a' b“”c`, `'"「」 x`, '“', "'", '『x』', 'a　b', '$(id) `id`'])(
  'the word %j is read back as it was',
  (word) => {
    const parsed = parseCommandLine(`run x ${quotedWord(word)} y`, 'en');
    expect(parsed.ok && parsed.value.args).toEqual(['x', word, 'y']);
  },
);
