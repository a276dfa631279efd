import { useTranslation } from 'react-i18next';
import type { MonitorState } from '../../../shared/monitor/monitor.ts';
import { type Look, Mark } from '../../components/mark.tsx';
import styles from '../../components/marks.module.css';

const looks: Record<MonitorState, Look> = {
  pending: { shape: '○', tone: 'quiet' },
  up: { shape: '●', tone: 'ok' },
  retrying: { shape: '◐', tone: 'warning' },
  down: { shape: '■', tone: 'down' },
  unknown: { shape: '?', tone: 'quiet' },
  maintenance: { shape: '◇', tone: 'working' },
  paused: { shape: '‖', tone: 'quiet' },
};

/** How a monitor stands: a shape and its word. */
export function MonitorMark({ state }: { state: MonitorState }) {
  const { t } = useTranslation();
  return (
    <span className={styles.state} title={t(`monitorState.hint.${state}`)}>
      <Mark {...looks[state]} />
      {t(`monitorState.${state}`)}
    </span>
  );
}
