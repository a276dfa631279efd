import { useTranslation } from 'react-i18next';
import { useRoles, useRuns, useTargets } from '../../stores/context.ts';
import { serverChoices } from './server-choices.ts';

/** Commands that depend on no right: those that whoever has a role may use, and those that decide by themselves. */
const withoutRight = new Set(['help', 'whoami', 'more', 'confirm', 'cancel', 'stop', 'bind', 'hold']);

/** What a right can name: the commands there are, and the groups, tags and servers that exist. */
export function useGrantChoices() {
  const { t } = useTranslation();
  const commands = useRuns((state) => state.commands);
  const all = useTargets((state) => state.targets.value) ?? [];
  const words = useRoles((state) => state.words);
  const { groups, tags, single } = serverChoices(all, words, (word, meaning) => t(`role.namesake.${meaning}`, { word }));
  const lists = [
    { label: t('role.groups'), options: groups },
    { label: t('role.tags'), options: tags },
    { label: t('role.single'), options: single },
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
