import { useTranslation } from 'react-i18next';
import type { RunState } from '../../shared/run.ts';
import { type Look, Mark } from './mark.tsx';
import styles from './marks.module.css';

const looks: Record<RunState, Look> = {
  refused: { shape: '⊘', tone: 'down' },
  asking: { shape: '◌', tone: 'quiet' },
  running: { shape: '◐', tone: 'working' },
  done: { shape: '●', tone: 'ok' },
  failed: { shape: '■', tone: 'down' },
  cancelled: { shape: '○', tone: 'quiet' },
  interrupted: { shape: '▲', tone: 'warning' },
};

/** How far a run has come: a shape and its word. */
export function RunMark({ state }: { state: RunState }) {
  const { t } = useTranslation();
  return (
    <span className={styles.state} title={t(`runHint.${state}`)}>
      <Mark {...looks[state]} />
      {t(`run.${state}`)}
    </span>
  );
}
