import { localTargetId, type Target, type TargetView } from '../../shared/target.ts';

/** What of the targets is wanted: words that must all occur, any of the groups, all of the tags. */
export interface TargetFilter {
  text: string;
  groups: string[];
  tags: string[];
}

/** The filter that all targets meet. */
export const noTargetFilter: TargetFilter = { text: '', groups: [], tags: [] };

/** A group or a tag, and how many targets have it. */
export interface Label {
  name: string;
  count: number;
}

/** All that a search looks through, in lower case. */
function searched({ id, name, aliases, group, tags, asset, ssh, wake, ipmi, vnc }: Target): string {
  const addresses = [ssh?.host, vnc?.host, ipmi?.host, wake?.mac];
  return [id, name, ...aliases, group, ...tags, asset, ...addresses].filter(Boolean).join('\n').toLowerCase();
}

/** The targets that meet the filter, in their order. */
export function filterTargets<Some extends Target>(targets: Some[], { text, groups, tags }: TargetFilter): Some[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return targets.filter((target) => {
    if (groups.length > 0 && !groups.includes(target.group ?? '')) return false;
    if (!tags.every((tag) => target.tags.includes(tag))) return false;
    const hay = searched(target);
    return words.every((word) => hay.includes(word));
  });
}

export const isFiltering = ({ text, groups, tags }: TargetFilter): boolean => text.trim() !== '' || groups.length > 0 || tags.length > 0;

/** The targets as they are listed: this computer first, the others by name. */
export function listedTargets(targets: TargetView[], language: string): TargetView[] {
  const { compare } = new Intl.Collator(language, { numeric: true });
  const rank = ({ id }: TargetView) => (id === localTargetId ? 0 : 1);
  return targets.toSorted((one, other) => rank(one) - rank(other) || compare(one.name, other.name) || compare(one.id, other.id));
}

function counted(names: string[]): Label[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ name, count })).sort((one, other) => one.name.localeCompare(other.name));
}

export const groupsOf = (targets: Target[]): Label[] => counted(targets.flatMap(({ group }) => group ?? []));
export const tagsOf = (targets: Target[]): Label[] => counted(targets.flatMap(({ tags }) => tags));
