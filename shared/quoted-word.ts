/** Straight quotes first: they are on every keyboard. */
const pairs = ['""', "''", '「」', '『』', '“”', '‘’'];

/**
 * A word of a command line, written so that the parser reads back that one word. One that holds the closing quotes of all
 * kinds can't be written, and stays as it is.
 */
export function quotedWord(word: string): string {
  if (word !== '' && !/[\s"'“”‘’「」『』]/u.test(word)) return word;
  const [open, close] = pairs.find((pair) => !word.includes(pair.slice(1))) ?? '';
  return open && close ? `${open}${word}${close}` : word;
}
