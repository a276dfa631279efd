import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../../components/failure-note.tsx';
import type { ReplayState } from '../../stores/replay.ts';
import { ReplayEditor } from './replay-editor.tsx';
import { ReplayOutcome } from './replay-outcome.tsx';
import styles from './replay-panel.module.css';
import { ReplaySure } from './replay-sure.tsx';

interface Props {
  replay: ReplayState;
  onOpen: (id: string) => void;
  onCompare: (id: string) => void;
}

/** Sends a message through again: a dry run as one types, then, if somebody is sure, for real. */
export function ReplayPanel({ replay, onOpen, onCompare }: Props) {
  const { t } = useTranslation();
  const { rehearsal, state, failure, result } = replay;
  return (
    <section aria-label={t('replay.title')} className={styles.panel}>
      <p>
        <Button type="link" size="small" icon={<ArrowLeftOutlined />} className={styles.back ?? ''} onClick={replay.close}>
          {t('replay.close')}
        </Button>
      </p>
      <p className={styles.quiet}>{t('replay.how')}</p>
      <ReplayEditor replay={replay} />
      <ReplayOutcome rehearsal={rehearsal} />
      {state === 'failed' && failure && <FailureNote failure={failure} />}
      {state === 'done' && result !== null ? (
        <p role="status" className={styles.line}>
          <span aria-hidden className={styles.ok}>
            ●
          </span>
          {t('replay.done')}
          <Button type="link" size="small" onClick={() => onOpen(result)}>
            {t('replay.toResult')}
          </Button>
          <Button type="link" size="small" onClick={() => onCompare(result)}>
            {t('replay.compare')}
          </Button>
        </p>
      ) : (
        <ReplaySure replay={replay} />
      )}
    </section>
  );
}
