import { type FailureText, say } from './failure-text.ts';

/** Why a file that somebody chose is not read. */
export const fileFailures = {
  'file/encoding': say(
    '文件不是文本（既不是 UTF-8 也不是 GB18030）',
    '用编辑器或表格软件另存为 UTF-8 文本（表格选“CSV UTF-8”）后再试。',
    'The file is no text (neither UTF-8 nor GB18030)',
    'Save it as UTF-8 text with your editor, or as "CSV UTF-8" with your spreadsheet, and try again.',
  ),
  'file/unreadable': say(
    '文件读不出来',
    '看看它是否还在、有没有读取的权限，再选一次（文件夹不行）。',
    'The file cannot be read',
    'See whether it is still there and you may read it (no folder will do), then choose it again.',
  ),
  'file/too-large': say(
    '文件太大，最多 {most}',
    '看看是否选错了文件。',
    'The file is too large; {most} at most',
    'See whether it is the right one.',
  ),
} satisfies Record<string, FailureText>;
