import { useTranslation } from 'react-i18next';
import { useRuns, useTargets } from '../../stores/context.ts';

/** Commands that depend on no right: those that whoever has a role may use, and those that decide by themselves. */
const withoutRight = new Set(['help', 'whoami', 'more', 'confirm', 'cancel', 'bind', 'hold']);

/** What a right can name: the commands there are, and the groups, tags and servers that exist. */
export function useGrantChoices() {
  const { t } = useTranslation();
  const commands = useRuns((state) => state.commands);
  const all = useTargets((state) => state.targets.value) ?? [];
  const named = (names: (string | undefined)[], mark = '') =>
    [...new Set(names)].flatMap((name) => (name === undefined ? [] : [{ value: mark + name, label: mark + name }])).toSorted(byLabel);
  const lists = [
    { label: t('role.groups'), options: named(all.map(({ group }) => group)) },
    {
      label: t('role.tags'),
      options: named(
        all.flatMap(({ tags }) => tags),
        '@',
      ),
    },
    { label: t('role.single'), options: all.map(({ id, name }) => ({ value: id, label: name === id ? id : `${id} ${name}` })) },
  ];
  return {
    commands: commands
      .filter(({ name }) => !withoutRight.has(name))
      .map(({ name, title, aliases, summary }) => ({
        ...{ value: name, label: title, title: summary },
        search: [name, title, ...aliases].join(' '),
      })),
    servers: lists.filter(({ options }) => options.length > 0),
    /** Every server by itself. */
    targets: all,
  };
}

const byLabel = (one: { label: string }, other: { label: string }) => one.label.localeCompare(other.label);
