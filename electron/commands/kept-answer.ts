import type { Language } from '../../shared/language.ts';
import { limits } from '../../shared/limits.ts';

const leftOut = {
  'zh-CN': (count: string) => `……（省略 ${count} 个字符）……`,
  en: (count: string) => `… (${count} characters left out) …`,
};

/** An answer as the history keeps it: of one that is too long the beginning and, a third of that, the end. */
export function keptAnswer(text: string, language: Language): string {
  if (text.length <= limits.runAnswerChars) return text;
  const most = limits.runAnswerChars / 4;
  const head = upToLine(text.slice(0, 3 * most));
  const tail = fromLine(text.slice(-most));
  const count = (text.length - head.length - tail.length).toLocaleString('en-US');
  return `${head}\n${leftOut[language](count)}\n${tail}`;
}

/** To the end of its last whole line, unless that line is long. */
function upToLine(text: string): string {
  const end = text.lastIndexOf('\n');
  return end > text.length / 2 ? text.slice(0, end) : text.replace(/[\uD800-\uDBFF]$/, '');
}

function fromLine(text: string): string {
  const start = text.indexOf('\n') + 1;
  return start > 0 && start < text.length / 2 ? text.slice(start) : text.replace(/^[\uDC00-\uDFFF]/, '');
}
