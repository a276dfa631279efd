/** A command as far as a menu key can name it. */
export interface CommandNames {
  name: string;
  aliases: readonly string[];
}

/** A menu key or a label that is a command begins so: `cmd:status web-01`. */
export const commandKeyPrefix = 'cmd:';
const fold = (word: string) => word.normalize('NFKC').toLowerCase();

/**
 * The command line in a menu key or a label; undefined where it is no command's. Letter case, full-width forms (a Chinese
 * keyboard's `cmd：`) and spaces around it do not matter.
 */
export function lineOfKey(key: string): string | undefined {
  const text = key.trim();
  return fold(text.slice(0, commandKeyPrefix.length)) === commandKeyPrefix ? text.slice(commandKeyPrefix.length).trim() : undefined;
}

/** The word by which a line asks for a command that there is not; undefined where there is one. */
export function unansweredWord(line: string, commands: readonly CommandNames[]): string | undefined {
  const [word = ''] = line.split(/\s+/u);
  const asked = fold(word.replace(/^["'“‘「『]|["'”’」』]$/gu, ''));
  const isKnown = commands.some(({ name, aliases }) => [name, ...aliases].some((known) => fold(known) === asked));
  return isKnown ? undefined : word.slice(0, 40);
}
