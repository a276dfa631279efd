import type { WordMeaning } from '../../../shared/role.ts';
import { localTargetId, type Target } from '../../../shared/target.ts';

/**
 * What a right can name of the servers: groups, tags as `@tag`, and single servers by their ids, each value once. A group
 * whose name the policy reads as something else (a server's id, or `@` and a tag) is left out.
 * @param words what rights mean by a word, whatever else is called so by now
 * @param told the label of a word that means one of two that are called so
 */
export function serverChoices(
  all: readonly Pick<Target, 'id' | 'name' | 'group' | 'tags'>[],
  words: Readonly<Record<string, WordMeaning>>,
  told: (word: string, meaning: WordMeaning) => string,
) {
  const ids = new Set(all.map(({ id }) => id));
  const isGroup = (id: string) => id !== localTargetId && words[id] === 'group';
  const groups = new Set(all.flatMap(({ group = '' }) => (group === '' || group.startsWith('@') || ids.has(group) ? [] : [group])));
  const gone = [...groups].filter((group) => words[group] === 'server');
  const optionOf = (meaning: WordMeaning) => (word: string) => ({ value: word, label: told(word, meaning) });
  return {
    groups: [...named([...groups].filter((group) => !gone.includes(group))), ...[...ids].filter(isGroup).map(optionOf('group'))],
    tags: named([...new Set(all.flatMap(({ tags }) => tags.map((tag) => `@${tag}`)))]),
    single: [
      ...all.filter(({ id }) => !isGroup(id)).map(({ id, name }) => ({ value: id, label: name === id ? id : `${id} ${name}` })),
      ...gone.map(optionOf('server')),
    ],
  };
}

const named = (names: readonly string[]) =>
  names.map((name) => ({ value: name, label: name })).toSorted((one, other) => one.label.localeCompare(other.label));
