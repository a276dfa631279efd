import { useTranslation } from 'react-i18next';
import type { CheckState } from '../../../../shared/doctor.ts';
import { type Look, Mark } from '../../../components/mark.tsx';

const looks: Record<CheckState | 'idle', Look> = {
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
  const word = t(`doctor.state.${state}`);
  return (
    <span title={word}>
      <Mark {...looks[state]} />
      <span className="only-read">{word}</span>
    </span>
  );
}
