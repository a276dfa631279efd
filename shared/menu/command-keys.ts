/** A command as far as a menu key can name it. */
export interface CommandNames {
  name: string;
  aliases: readonly string[];
}

const prefix = 'cmd:';
const fold = (word: string) => word.normalize('NFKC').toLowerCase();

/** The word by which a key asks for a command that there is not; undefined where it asks for none, or for one that there is. */
export function unansweredWord(key: string, commands: readonly CommandNames[] | undefined): string | undefined {
  if (commands === undefined || !key.startsWith(prefix)) return undefined;
  const [word = ''] = key.slice(prefix.length).trim().split(/\s+/u);
  const asked = fold(word.replace(/^["'“‘「『]|["'”’」』]$/gu, ''));
  const isKnown = commands.some(({ name, aliases }) => [name, ...aliases].some((known) => fold(known) === asked));
  return isKnown ? undefined : word.slice(0, 40);
}
