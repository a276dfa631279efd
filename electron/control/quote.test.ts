import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { must } from '../../shared/test-result.ts';
import { checkWords, powershellLine, powershellLiteral, shLine, shWords, windowsWords } from './quote.ts';

/** What people, and those who mean harm, write. */
const hostile = [
  ...[
    '',
    ' ',
    '-',
    '--',
    '-rf',
    '~',
    '*',
    '?',
    '[a-z]',
    '{a,b}',
    '#',
    '!',
    '!!',
    '!$',
    '^',
    '&',
    '&&',
    '|',
    '||',
    ';',
    '<',
    '>',
    '>>',
    '<<EOF',
  ],
  ...["'", "''", '"', '`', '\\', "\\'", "'\\''", '\\\\', '\\n', '\n', '\r', '\r\n', '\t', '\n\n', 'a\n', '\u0001', '\u007f', '\u001b[31m'],
  ...[
    '$HOME',
    '$' + '{IFS}',
    '$(id)',
    '`id`',
    '$((1+1))',
    '$?',
    '$$',
    "$'\\n'",
    '%',
    '%PATH%',
    '%%',
    '%s',
    '%b',
    '!PATH!',
    '^&',
    '=',
    'a=b',
  ],
  ...[
    "'; touch /tmp/owned; '",
    '"; touch /tmp/owned; "',
    "\\'; touch /tmp/owned; #",
    '$(touch /tmp/owned)',
    '`touch /tmp/owned`',
    '| sh',
    '&& sh',
  ],
  ...[
    '\\0047',
    '\\047',
    '\\c',
    '\\x27',
    '0',
    '=047',
    '中文',
    '重启 web-1',
    '🙂',
    '\u2018',
    '\u2019',
    '\u201a',
    '\u201b',
    '\u201c',
    '\u201d',
    '＇',
    '＂',
    '；',
    '｜',
    '＄',
    '`´',
  ],
  ...[
    '\u202e',
    '\u200f',
    '\u2066',
    '\u200b',
    '\u00a0',
    '\ufeff',
    'e\u0301',
    '\u2028',
    '\u2029',
    'x'.repeat(8000),
    "'".repeat(500),
    '\\'.repeat(500),
  ],
];

const piece = fc.oneof(
  fc.constantFrom(...hostile),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
);
const word = fc
  .array(piece, { maxLength: 4 })
  .map((pieces) => pieces.join(''))
  .filter((text) => !text.includes('\0') && Buffer.byteLength(text) < 9000);

/** So many at a time: each word takes a shell of its own, which takes a while on a machine that is busy. */
const slices = (words: readonly string[], size: number) =>
  Array.from({ length: Math.ceil(words.length / size) }, (_, at) => words.slice(at * size, (at + 1) * size));

/** The word and what arrives of it are compared as bytes. */
const bytesOf = (words: readonly string[]) => words.map((text) => Buffer.from(text).toString('hex'));

/** Prints each of its arguments and a NUL after it. */
const printer = ['printf', '%s\\0'];

const readBack = (printed: Buffer) =>
  printed
    .toString('latin1')
    .split('\0')
    .slice(0, -1)
    .map((text) => Buffer.from(text, 'latin1').toString('hex'));

const shells = ['/bin/sh', '/bin/dash', '/bin/bash', '/bin/zsh', '/usr/bin/fish', '/bin/tcsh', '/bin/busybox'].filter((file) =>
  existsSync(file),
);

describe.each(shells)('%s', (shell) => {
  const run = (line: string) => execFileSync(shell, [...(shell.endsWith('busybox') ? ['sh'] : []), '-c', line], { maxBuffer: 1e8 });

  test('a command line hands every word to the program, byte for byte', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 25 }), (words) => {
        const line = shLine(shWords([...printer, ...words]));
        // many such words can be too much for one line, and are then refused
        if (line.ok) expect(readBack(run(line.value))).toEqual(bytesOf(words));
        else expect(line.error.code).toBe('shell/too-long');
      }),
      { numRuns: 60 },
    );
  });

  test.each(slices(hostile, 6))('each hostile word arrives alone as well (%#)', (...texts) => {
    for (const text of texts) {
      const line = must(shLine(shWords([...printer, text, `a${text}b`, `${text}${text}`])));
      expect(readBack(run(line)), JSON.stringify(text)).toEqual(bytesOf([text, `a${text}b`, `${text}${text}`]));
    }
    expect(existsSync('/tmp/owned')).toBe(false);
  });
});

test('words for sh itself arrive byte for byte', () => {
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), (words) => {
      expect(readBack(execFileSync('/bin/sh', ['-c', shWords([...printer, ...words])], { maxBuffer: 1e8 }))).toEqual(bytesOf(words));
    }),
    { numRuns: 30 },
  );
});

test('the login shell sees nothing but plain characters within one pair of single quotes', () => {
  fc.assert(
    fc.property(fc.array(word, { maxLength: 3 }), (words) => {
      const line = shLine(shWords(words));
      if (line.ok) expect(line.value).toMatch(/^exec \/bin\/sh -c 'eval "\$\(printf %b "(?:[A-Za-z0-9 _./:,@+=-]|\\0[0-7]{3})*"\)"'$/);
    }),
  );
});

test('a word with NUL, and more than 32 KiB of words, are refused', () => {
  expect(checkWords(['echo', 'a\0b'])).toMatchObject({ ok: false, error: { code: 'shell/nul' } });
  expect(checkWords(['a'.repeat(32 * 1024)])).toMatchObject({ ok: true });
  expect(checkWords(['a'.repeat(32 * 1024 - 1), '字'])).toMatchObject({ ok: false, error: { code: 'shell/too-long' } });
  expect(shLine(shWords(["'".repeat(10_000)]))).toMatchObject({
    ok: false,
    error: { code: 'shell/too-long', params: { limit: '122880' } },
  });
  expect(powershellLine('字'.repeat(3000))).toMatchObject({ ok: false, error: { code: 'shell/too-long', params: { limit: '8000' } } });
});

test('the longest line that is allowed is one that a shell takes', () => {
  const text = "'".repeat(5000);
  const line = must(shLine(shWords([...printer, text])));
  expect(spawnSync('/bin/sh', ['-c', line]).stdout.length).toBe(5001);
});

describe('Windows', () => {
  test('a PowerShell literal is read back as it was, whichever of the quotes it holds', () => {
    fc.assert(
      fc.property(word, (text) => {
        expect(readLiterals(powershellLiteral(text))).toEqual([text]);
      }),
      { numRuns: 500 },
    );
    expect(powershellLiteral("'; rm c:\\ #")).toBe("'''; rm c:\\ #'");
    expect(powershellLiteral('a\u2019b')).toBe("'a\u2019\u2019b'");
  });

  test('a program reads its words back as they were', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (words) => {
        expect(commandLineToArgv(windowsWords(words))).toEqual(words);
      }),
      {
        numRuns: 500,
      },
    );
    expect(windowsWords(['a b', 'c"d', 'e\\', '\\"', ''])).toBe('"a b" "c\\"d" "e\\\\" "\\\\\\"" ""');
  });

  test('neither cmd.exe nor PowerShell is shown more than base64', () => {
    const line = must(powershellLine('echo "%PATH%" & del'));
    expect(line).toMatch(/^powershell (?:-[A-Za-z]+ )+(?:None -EncodedCommand )[A-Za-z0-9+/=]+$/);
    expect(Buffer.from(line.split(' ').at(-1) ?? '', 'base64').toString('utf16le')).toBe('echo "%PATH%" & del');
  });
});

/** Single-quoted literals as PowerShell's tokenizer reads them (ScanStringLiteral: any quote ends it, any two are the first). */
function readLiterals(source: string): string[] {
  const isQuote = (char = '') => char !== '' && "'\u2018\u2019\u201a\u201b".includes(char);
  const found: string[] = [];
  let at = 0;
  while (isQuote(source[at])) {
    let text = '';
    for (at += 1; ; at += 1) {
      if (at >= source.length) throw new Error('the literal never ends');
      if (isQuote(source[at])) {
        if (!isQuote(source[at + 1])) break;
        at += 1;
        text += source[at - 1];
      } else text += source[at];
    }
    at += 1;
    found.push(text);
  }
  if (at !== source.length) throw new Error(`left over: ${source.slice(at)}`);
  return found;
}

/** "Parsing C command-line arguments" of Microsoft's C reference, without the rule for the program's name. */
function commandLineToArgv(line: string): string[] {
  const words: string[] = [];
  let at = 0;
  while (at < line.length) {
    if (line[at] === ' ') {
      at += 1;
      continue;
    }
    let text = '';
    let isQuoted = false;
    for (; at < line.length && (isQuoted || line[at] !== ' '); at += 1) {
      let slashes = 0;
      while (line[at] === '\\') {
        slashes += 1;
        at += 1;
      }
      if (line[at] === '"') {
        text += '\\'.repeat(Math.floor(slashes / 2));
        if (slashes % 2) text += '"';
        else isQuoted = !isQuoted;
      } else {
        text += '\\'.repeat(slashes);
        at -= slashes > 0 ? 1 : 0;
        if (slashes === 0) text += line[at];
      }
    }
    words.push(text);
  }
  return words;
}
