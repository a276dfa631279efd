import { targetOnLabel } from '../../shared/label.ts';

/** A bar code comes with the name of its kind before it: `CODE_128,SH-0042`. */
const barCodeKind = /^(?:CODE|EAN|UPC|ITF)_[A-Z0-9]+,/;
/** The longest asset label is half of that; the rest of a longer code is none. */
const mostChars = 128;

/**
 * The line that a scanned code asks for: `label` with the server on it, or with all that it says, which may be a
 * server's asset label. Undefined where it says nothing.
 */
export function lineOfScan(scanned: string): string | undefined {
  const text = scanned.trim();
  const target = targetOnLabel(text);
  if (target !== undefined) return `label ${target}`;
  // why: it becomes one quoted word, whatever it is
  const word = text
    .replace(barCodeKind, '')
    .replace(/[\p{Cc}"'“”‘’「」『』]+/gu, ' ')
    .trim()
    .slice(0, mostChars);
  return word === '' ? undefined : `label "${word}"`;
}
