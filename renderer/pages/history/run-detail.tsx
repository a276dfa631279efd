import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Run } from '../../../shared/run.ts';
import { CloseButton } from '../../components/close-button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { RunAgain } from '../../components/run-again.tsx';
import { RunCancel } from '../../components/run-cancel.tsx';
import { RunMark } from '../../components/run-mark.tsx';
import { RunOutput } from '../../components/run-output.tsx';
import { SendLine } from '../../components/send-line.tsx';
import { Time } from '../../components/time.tsx';
import { useNow } from '../../components/use-now.ts';
import { useStores } from '../../stores/context.ts';
import { formatRoute } from '../../stores/route.ts';
import { formatMs } from '../../text/format.ts';
import styles from './run-detail.module.css';
import { Who } from './run-table.tsx';

interface Props {
  place: RefObject<HTMLElement | null>;
  run: Run;
  onClose: () => void;
}

/** One run: who asked for what, how it went, and what it printed. */
export function RunDetail({ place, run, onClose }: Props) {
  const { t } = useTranslation();
  const { route } = useStores();
  const now = useNow();
  const isUsable = run.command !== '' && !run.isRedacted;
  return (
    <aside ref={place} tabIndex={-1} className={styles.detail} aria-label={t('history.detail')}>
      <div className={styles.head}>
        <code className={styles.line}>{run.line}</code>
        <CopyButton text={run.line} what={t('history.chatLine')} />
        <CloseButton onClose={onClose} />
      </div>
      <dl className={styles.facts}>
        <dt>{t('history.column.state')}</dt>
        <dd>
          <RunMark state={run.state} />
        </dd>
        <dt>{t('history.column.who')}</dt>
        <dd>
          <Who run={run} />
        </dd>
        <dt>{t('history.column.time')}</dt>
        <dd>
          <Time at={run.at} now={now} />
          {run.ms !== undefined && <span className={styles.quiet}> · {formatMs(run.ms)}</span>}
        </dd>
        {run.targets.length > 0 && (
          <>
            <dt>{t('history.targets')}</dt>
            <dd>
              {run.targets.map((id) => (
                <a key={id} className={styles.target} href={formatRoute('servers', id)}>
                  {id}
                </a>
              ))}
            </dd>
          </>
        )}
        {run.message !== undefined && (
          <>
            <dt>{t('history.message')}</dt>
            <dd>
              <a href={formatRoute('messages', run.message)}>{t('history.openMessage')}</a>
            </dd>
          </>
        )}
      </dl>
      <div className={styles.actions}>
        {run.state === 'running' ? (
          <RunCancel id={run.id} />
        ) : (
          isUsable && <RunAgain line={run.line} onStarted={(id) => route.getState().go('history', id)} />
        )}
        {isUsable && <SendLine key={run.id} line={run.line} />}
        {run.isRedacted && <span className={styles.quiet}>{t('history.redacted')}</span>}
      </div>
      {run.failure && <FailureNote failure={run.failure} />}
      <RunOutput run={run} />
    </aside>
  );
}
