/** How many bytes a text has in UTF-8, which is what the platforms count. Half a surrogate pair has three. */
export function bytesOf(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** Chinese, Japanese and Korean letters, full-width forms and pictures are as wide as two letters. */
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\p{Extended_Pictographic}\p{RI}]/u;
const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** How wide a text is shown, in Chinese characters. An emoji made of several counts once. */
export function widthOf(text: string): number {
  let halves = 0;
  for (const { segment } of graphemes.segment(text)) halves += wide.test(segment) ? 2 : 1;
  return halves / 2;
}
