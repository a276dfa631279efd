import { useTranslation } from 'react-i18next';
import { formatRoute } from '../../stores/route.ts';
import type { Standing } from '../../stores/tunnel-health.ts';
import { StandingMark } from '../standing-mark.tsx';
import styles from './top-line.module.css';

interface Props {
  /** The page and the part of it that show the cause. */
  page: 'overview' | 'connection';
  part: 'listener' | 'accounts' | 'tunnel' | 'token';
  name: string;
  health: Standing;
  /** How it is called where "OK", "working" and so on say too little. */
  state?: string;
  hint: string;
}

/** One health dot; a click leads to its cause. */
export function HealthLink({ page, part, name, health, state, hint }: Props) {
  const { t } = useTranslation();
  const told = state ?? t(`health.${health === 'idle' ? 'ok' : health}`);
  return (
    <a
      href={formatRoute(page, part)}
      className={styles.dot}
      data-testid={`health-${part}`}
      data-health={health}
      aria-label={t('health.of', { name, state: told })}
      title={`${t('health.of', { name, state: told })}\n${hint}`.trim()}
    >
      <StandingMark standing={health} />
      <span>{name}</span>
      {health !== 'ok' && <span className={styles.state}>{told}</span>}
    </a>
  );
}
