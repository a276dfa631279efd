import { z } from 'zod';
import type { Grant, Role, WordMeaning } from '../../shared/role.ts';
import type { KeptValues } from '../kept-values.ts';

/** What the bare words in the rights of roles mean: the server that was called so when the word came into a right, or a group. */
export interface RightWords {
  /** Undefined for a word that is in no right. */
  meant(word: string): WordMeaning | undefined;
  /** Each word that is in a right, with what it means. */
  all(): Record<string, WordMeaning>;
  /** A word that comes new into this role, and by other roles means something else than what is called so now. */
  clash(role: Role, former: Role | undefined): string | undefined;
  /** Has to be called before a role is kept that may name other words. On disk when it resolves. */
  learn(role: Role): Promise<void>;
  /** These are the roles from now on. */
  changed(roles: readonly Role[]): void;
}

export interface RightWordsOptions {
  kept: Pick<KeptValues, 'read' | 'has' | 'keep'>;
  /** Whether a server is called so at this moment. */
  isServer(word: string): boolean;
}

/** The words that mean servers; all others mean groups. */
const keptName = 'rights.servers';

/** Words of before it was kept what they mean, mean what they do now. */
export async function openRightWords(roles: readonly Role[], { kept, isServer }: RightWordsOptions): Promise<RightWords> {
  let named = new Set(roles.flatMap(wordsOf));
  let servers = new Set(kept.read(keptName, z.array(z.string())) ?? [...named].filter(isServer));
  const keep = () => kept.keep(keptName, [...servers]);
  if (named.size > 0 && !kept.has(keptName)) await keep();
  const meaning = (word: string): WordMeaning => (servers.has(word) ? 'server' : 'group');
  const isElse = (word: string) => named.has(word) && servers.has(word) !== isServer(word);
  return {
    meant: (word) => (named.has(word) ? meaning(word) : undefined),
    all: () => Object.fromEntries([...named].map((word) => [word, meaning(word)])),
    clash(role, former) {
      const had = new Set(former ? wordsOf(former) : []);
      return wordsOf(role).find((word) => !had.has(word) && isElse(word));
    },
    async learn(role) {
      const added = wordsOf(role).filter((word) => !named.has(word) && isServer(word));
      const before = [...servers];
      // why: a word that was taken out of all rights comes back as what is called so then
      servers = new Set([...before.filter((word) => named.has(word)), ...added]);
      if (servers.size !== before.length || added.length > 0 || !kept.has(keptName)) await keep();
    },
    changed(all) {
      named = new Set(all.flatMap(wordsOf));
    },
  };
}

const wordsOf = ({ grants }: Role) => grants.flatMap(bareWords);
const bareWords = ({ groups }: Grant) => (groups === 'all' ? [] : groups.filter((word) => !word.startsWith('@')));
