/**
 * How a text becomes the tokens that a search compares. Both sides use it: what is indexed, and what is looked for.
 * Text is folded (NFKC, so that full-width letters are like others; lower case; the same whichever look it was written
 * for). Chinese, Japanese and Korean runs become overlapping pairs and their last character, other runs of letters and
 * digits become words, and each symbol (an emoji) stands for itself. All the rest separates.
 */
const cjk = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Bopomofo}\u30fc';
const pieces = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*|[\p{So}\p{Extended_Pictographic}]/gu;
const runs = new RegExp(`[${cjk}]+|[^${cjk}]+`, 'gu');
const isCjk = new RegExp(`^[${cjk}]`, 'u');
/** Choose between the looks of the character before them: `⚠` and `⚠️` are the same. */
const variationSelectors = /[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/gu;
/** Makes a key of the digit before it, as in `1️⃣`. */
const keycap = /\u20E3/g;
const asciiOnly = /^[a-z0-9]+$/;

/** A longer word counts as its beginning, in characters (UTF-16). */
const longestWord = 64;

/** The tokens of a text, in its order. */
export const textTokens = (text: string): string[] => tokensOf(fold(text));

const fold = (text: string) => text.normalize('NFKC').toLowerCase().replace(variationSelectors, '').replace(keycap, ' ');

function tokensOf(folded: string): string[] {
  const tokens: string[] = [];
  for (const piece of folded.match(pieces) ?? []) {
    if (asciiOnly.test(piece)) tokens.push(piece.slice(0, longestWord));
    else for (const run of piece.match(runs) ?? []) pushRun(tokens, run);
  }
  return tokens;
}

/**
 * The tokens that a text must hold one behind the other where `text` is looked for. The last one is a beginning: a word
 * that goes on matches too, and so does a single character of a pair.
 */
export function soughtTokens(text: string): string[] {
  const tokens = textTokens(text);
  const last = tokens.at(-1);
  const before = tokens.at(-2);
  const endsInPair = last !== undefined && before !== undefined && isCjk.test(last) && isCjk.test(before) && [...last].length === 1;
  return endsInPair && [...before].length === 2 ? tokens.slice(0, -1) : tokens;
}

/** Whether the tokens of a text hold one of several sought runs of tokens, one behind the other. */
export function holdsAny(text: string, runs: readonly (readonly string[])[]): boolean {
  const folded = fold(text);
  const possible = runs.filter((sought) => sought.length > 0 && sought.every((token) => folded.includes(token)));
  if (possible.length === 0) return false;
  const tokens = tokensOf(folded);
  return possible.some((sought) => holdsRun(tokens, sought));
}

function holdsRun(tokens: readonly string[], sought: readonly string[]): boolean {
  const last = sought.length - 1;
  return tokens.some((_, start) =>
    sought.every((token, index) => (index === last ? tokens[start + index]?.startsWith(token) : tokens[start + index] === token)),
  );
}

function pushRun(tokens: string[], run: string): void {
  if (!isCjk.test(run)) {
    tokens.push(run.slice(0, longestWord));
    return;
  }
  const characters = [...run];
  for (const [index, character] of characters.entries()) tokens.push(character + (characters[index + 1] ?? ''));
}
