import { useTranslation } from 'react-i18next';
import type { CheckState } from '../../../../shared/doctor.ts';
import styles from '../../../components/marks.module.css';

const looks: Record<CheckState | 'idle', { shape: string; tone: string }> = {
  idle: { shape: '○', tone: 'quiet' },
  waiting: { shape: '○', tone: 'quiet' },
  running: { shape: '◐', tone: 'working' },
  ok: { shape: '●', tone: 'ok' },
  warning: { shape: '▲', tone: 'warning' },
  failed: { shape: '■', tone: 'down' },
  skipped: { shape: '–', tone: 'quiet' },
};

/** How a check went, as a shape; its word is there for those who listen, and on hover. */
export function CheckMark({ state }: { state: CheckState | 'idle' }) {
  const { t } = useTranslation();
  const { shape, tone } = looks[state];
  const word = t(`doctor.state.${state}`);
  return (
    <span title={word}>
      <span aria-hidden className={styles.mark} data-tone={tone}>
        {shape}
      </span>
      <span className="only-read">{word}</span>
    </span>
  );
}
