import type { Target } from '../../../shared/target.ts';

/**
 * What a right can name of the servers: groups, tags as `@tag`, and single servers by their ids, each value once. A group
 * whose name the policy reads as something else (a server's id, or `@` and a tag) is left out.
 */
export function serverChoices(all: readonly Pick<Target, 'id' | 'name' | 'group' | 'tags'>[]) {
  const ids = new Set(all.map(({ id }) => id));
  const groups = all.flatMap(({ group = '' }) => (group === '' || group.startsWith('@') || ids.has(group) ? [] : [group]));
  return {
    groups: named(groups),
    tags: named(all.flatMap(({ tags }) => tags.map((tag) => `@${tag}`))),
    single: all.map(({ id, name }) => ({ value: id, label: name === id ? id : `${id} ${name}` })),
  };
}

const named = (names: readonly string[]) =>
  [...new Set(names)].map((name) => ({ value: name, label: name })).toSorted((one, other) => one.label.localeCompare(other.label));
