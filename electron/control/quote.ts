/**
 * The only place where words become a command line. None of the shells on the way sees a character of the words that it
 * could take for its own: the login shell of a POSIX user may be fish or csh, that of Windows cmd.exe or PowerShell.
 */

import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';

/** So many bytes of UTF-8 may all words of a call have together. */
const longestWords = 32 * 1024;

/** Linux takes no argument of 128 KiB or more (MAX_ARG_STRLEN, execve(2)), and the login shell gets the line as one. */
const longestPosixLine = 120 * 1024;

/** cmd.exe takes 8191 characters; some are left for what sshd puts before the line. */
const longestWindowsLine = 8000;

/** Refuses what no program can be given. Fails with `shell/nul` and `shell/too-long`. */
export function checkWords(words: readonly string[]): Result<null> {
  const length = words.reduce((sum, word) => sum + Buffer.byteLength(word), 0);
  if (length > longestWords) return tooLong(length, longestWords);
  return words.some((word) => word.includes('\0')) ? err(failure('shell/nul')) : ok(null);
}

const tooLong = (length: number, limit: number) => err(failure('shell/too-long', { length: String(length), limit: String(limit) }));

/** Words as a POSIX shell reads them back, none of them changed (POSIX, Shell Command Language, 2.2.2). They hold no NUL. */
export const shWords = (words: readonly string[]): string => words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');

/**
 * A command line that has `/bin/sh` run `script`, whatever the login shell is: within single quotes fish knows `\'`,
 * csh `!` and line ends, so that all but plain characters go as octal numbers, which they leave alone.
 * Fails with `shell/too-long`.
 */
export function shLine(script: string): Result<string> {
  const escaped = Buffer.from(script)
    .toString('latin1')
    .replace(/[^A-Za-z0-9 _./:,@+=-]/g, (byte) => `\\0${byte.charCodeAt(0).toString(8).padStart(3, '0')}`);
  const line = `exec /bin/sh -c 'eval "$(printf %b "${escaped}")"'`;
  return line.length > longestPosixLine ? tooLong(line.length, longestPosixLine) : ok(line);
}

/**
 * A text as a single-quoted PowerShell literal. PowerShell takes four typographic quotes for the plain one
 * (CharTraits.IsSingleQuote in its source); each is doubled, as its EscapeSingleQuotedStringContent does.
 */
export const powershellLiteral = (text: string): string => `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;

/** Words as a Windows program reads them back (CommandLineToArgvW: backslashes count only before a double quote). */
export const windowsWords = (words: readonly string[]): string =>
  words.map((word) => `"${word.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`).join(' ');

/** A command line that has Windows PowerShell run `script`; neither cmd.exe nor PowerShell sees more than base64. Fails with `shell/too-long`. */
export function powershellLine(script: string): Result<string> {
  const encoded = Buffer.from(script, 'utf16le').toString('base64');
  // why: with another input format PowerShell reads the program's standard input away
  const line = `powershell -NoProfile -NonInteractive -InputFormat None -EncodedCommand ${encoded}`;
  return line.length > longestWindowsLine ? tooLong(line.length, longestWindowsLine) : ok(line);
}
