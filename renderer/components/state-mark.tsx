import { useTranslation } from 'react-i18next';
import type { MessageState } from '../../shared/message-log.ts';
import { type Look, Mark } from './mark.tsx';
import styles from './marks.module.css';

const looks: Record<MessageState, Look> = {
  received: { shape: '○', tone: 'quiet' },
  waiting: { shape: '◌', tone: 'quiet' },
  running: { shape: '◐', tone: 'working' },
  done: { shape: '●', tone: 'ok' },
  failed: { shape: '■', tone: 'down' },
  interrupted: { shape: '▲', tone: 'warning' },
  sent: { shape: '●', tone: 'ok' },
  queued: { shape: '◔', tone: 'working' },
  dead: { shape: '■', tone: 'down' },
  aside: { shape: '□', tone: 'quiet' },
  late: { shape: '▲', tone: 'warning' },
  refused: { shape: '⊘', tone: 'down' },
};

/** How far a message has come: a shape and its word. */
export function StateMark({ state }: { state: MessageState }) {
  const { t } = useTranslation();
  return (
    <span className={styles.state} title={t(`stateHint.${state}`)}>
      <Mark {...looks[state]} />
      {t(`state.${state}`)}
    </span>
  );
}
