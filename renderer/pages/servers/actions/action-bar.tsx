import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TargetView } from '../../../../shared/target.ts';
import { type Action, actionsOf, lineOf, obstacleOf } from '../../../components/server-actions/actions.ts';
import { useActionTexts } from '../../../components/server-actions/use-action-texts.ts';
import { useRuns } from '../../../stores/context.ts';
import styles from './action-bar.module.css';

interface Props {
  targets: TargetView[];
  /** The action that is being filled in or waits for a yes. */
  chosen: string | undefined;
  onChoose: (action: Action) => void;
}

/** A button for everything that can be done to these servers. What can't be done says why. */
export function ActionBar({ targets, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const { labelOf, obstacleText } = useActionTexts();
  const commands = useRuns((state) => state.commands);
  const held = useRuns((state) => state.held) === true;
  const ids = targets.map(({ id }) => id);
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('action.title')}>
      {actionsOf(commands).map((action) => {
        const obstacle = obstacleOf(action, targets, held);
        const label = labelOf(action);
        const asksMore = action.fields.length > 0 || action.danger === 'danger';
        const title = obstacle
          ? obstacleText(obstacle, targets.length === 1)
          : `${action.command.summary}\n${lineOf(action, label, {}, ids)}`;
        return (
          <Button
            key={action.id}
            size="small"
            data-action={action.id}
            danger={action.danger === 'danger' && action.word !== undefined}
            disabled={obstacle !== null}
            title={title}
            aria-expanded={asksMore ? action.id === chosen : undefined}
            onClick={() => onChoose(action)}
          >
            {asksMore ? `${label}…` : label}
          </Button>
        );
      })}
    </div>
  );
}
