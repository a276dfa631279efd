import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useRuns, useStores, useTargets } from '../stores/context.ts';
import type { Choice } from './palette-list.tsx';
import { actionsOf, obstacleOf } from './server-actions/actions.ts';
import { useActionTexts } from './server-actions/use-action-texts.ts';

interface ServerChoices {
  /** Every server, to choose one. */
  servers(choose: (id: string) => void): Choice[];
  /** What can be done to a server at this moment. */
  actions(server: string): Choice[];
}

/** What the palette offers of servers: to choose one, and then what is to be done to it, in its own form. */
export function useServerChoices(): ServerChoices {
  const { t } = useTranslation();
  const { targets: store, wish, route } = useStores();
  const { labelOf } = useActionTexts();
  const targets = useTargets((state) => state.targets.value);
  const commands = useRuns((state) => state.commands);
  const held = useRuns((state) => state.held) === true;
  useEffect(() => {
    if (targets === undefined) void store.getState().load();
  }, [targets, store]);
  return {
    servers: (choose) =>
      (targets ?? []).map(({ id, name }) => ({
        id: `server-${id}`,
        label: t('palette.onServer', { server: name === id ? id : `${id} ${name}` }),
        stays: true,
        act: () => choose(id),
      })),
    actions(server) {
      const target = targets?.find(({ id }) => id === server);
      if (!target) return [];
      return actionsOf(commands)
        .filter((action) => obstacleOf(action, [target], held) === null)
        .map((action) => ({
          id: action.id,
          label: `${labelOf(action)} ${server}${action.fields.length > 0 || action.danger === 'danger' ? '…' : ''}`,
          act() {
            wish.getState().want({ target: server, action: action.id });
            route.getState().go('servers', server);
          },
        }));
    },
  };
}
