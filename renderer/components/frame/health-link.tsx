import { useTranslation } from 'react-i18next';
import type { Health } from '../../../shared/overview.ts';
import { formatRoute } from '../../stores/route.ts';
import { HealthMark } from '../health-mark.tsx';
import styles from './top-line.module.css';

interface Props {
  /** The part of the overview that shows the cause. */
  part: 'listener' | 'accounts';
  name: string;
  health: Health;
  hint: string;
}

/** One health dot; a click leads to its cause. */
export function HealthLink({ part, name, health, hint }: Props) {
  const { t } = useTranslation();
  const state = t(`health.${health}`);
  return (
    <a
      href={formatRoute('overview', part)}
      className={styles.dot}
      data-testid={`health-${part}`}
      data-health={health}
      aria-label={t('health.of', { name, state })}
      title={`${t('health.of', { name, state })}\n${hint}`}
    >
      <HealthMark health={health} />
      <span>{name}</span>
      {health !== 'ok' && <span className={styles.state}>{state}</span>}
    </a>
  );
}
