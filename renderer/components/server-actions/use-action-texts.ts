import { useTranslation } from 'react-i18next';
import type { Action, Obstacle } from './actions.ts';

const words = ['on', 'off', 'reboot', 'force-off', 'reset', 'state'] as const;
const options = ['status', 'start', 'stop', 'restart', 'cpu', 'mem'] as const;
const fields = ['act', 'service', 'log', 'lines', 'count', 'by', 'address', 'port', 'script'] as const;

/** What the page calls actions, their arguments, and what stands in their way. */
export function useActionTexts() {
  const { t } = useTranslation();
  return {
    labelOf({ command, word }: Action): string {
      const known = words.find((name) => name === word);
      return known ? t(`action.word.${known}`) : word === undefined ? capital(command.title) : `${command.title} ${word}`;
    },
    fieldOf(name: string): string {
      const known = fields.find((field) => field === name);
      return known ? t(`action.field.${known}`) : name;
    },
    optionOf(word: string): string {
      const known = options.find((option) => option === word);
      return known ? t(`action.option.${known}`) : word;
    },
    /** @param isAlone only one server is meant, so it needn't be named */
    obstacleText(obstacle: Obstacle, isAlone: boolean): string {
      if (obstacle.kind === 'held') return t('action.obstacle.held');
      if (obstacle.kind === 'one-only') return t('action.obstacle.one-only');
      const reason = t(reasonOf(obstacle), obstacle.kind === 'capability' ? { capability: t(`capability.${obstacle.capability}`) } : {});
      return isAlone ? reason : t('action.obstacleOf', { reason, servers: obstacle.targets.join(t('action.comma')) });
    },
  };
}

function reasonOf({ kind, setUp }: Exclude<Obstacle, { kind: 'held' | 'one-only' }>) {
  if (setUp === 'nowhere') return 'action.obstacleHere';
  return setUp === 'file' && kind !== 'reach' ? (`action.obstacleInFile.${kind}` as const) : (`action.obstacle.${kind}` as const);
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
