import { useTranslation } from 'react-i18next';
import type { MessageState } from '../../shared/message-log.ts';
import styles from './marks.module.css';

const looks: Record<MessageState, { shape: string; tone: string }> = {
  received: { shape: '○', tone: 'quiet' },
  running: { shape: '◐', tone: 'working' },
  done: { shape: '●', tone: 'ok' },
  failed: { shape: '■', tone: 'down' },
  interrupted: { shape: '▲', tone: 'warning' },
  sent: { shape: '●', tone: 'ok' },
  late: { shape: '▲', tone: 'warning' },
  refused: { shape: '⊘', tone: 'down' },
};

/** How far a message has come: a shape and its word. */
export function StateMark({ state }: { state: MessageState }) {
  const { t } = useTranslation();
  const { shape, tone } = looks[state];
  return (
    <span className={styles.state} title={t(`stateHint.${state}`)}>
      <span aria-hidden className={styles.mark} data-tone={tone}>
        {shape}
      </span>
      {t(`state.${state}`)}
    </span>
  );
}
