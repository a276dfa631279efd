import { useTranslation } from 'react-i18next';
import { CloseButton } from '../../../components/close-button.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { FailureNote } from '../../../components/failure-note.tsx';
import { RunAgain } from '../../../components/run-again.tsx';
import { RunCancel } from '../../../components/run-cancel.tsx';
import { RunMark } from '../../../components/run-mark.tsx';
import { RunOutput } from '../../../components/run-output.tsx';
import { useRuns, useStores } from '../../../stores/context.ts';
import { formatRoute } from '../../../stores/route.ts';
import { formatMs } from '../../../text/format.ts';
import styles from './run-panel.module.css';

/** The last run that was begun at a place: how it goes, live, and what can be done with it. */
export function RunPanel({ id, place }: { id: string; place: string }) {
  const { t } = useTranslation();
  const { runs } = useStores();
  const run = useRuns((state) => state.watched[id]);
  if (!run) return null;
  const { line, state, ms, isRedacted } = run;
  return (
    <section className={styles.panel} aria-label={t('action.lastRun')} data-testid="run-panel">
      <div className={styles.head}>
        <span role="status">
          <RunMark state={state} />
        </span>
        <code className={styles.line} title={line}>
          {line}
        </code>
        <CopyButton text={line} what={t('history.chatLine')} />
        {ms !== undefined && <span className={styles.quiet}>{formatMs(ms)}</span>}
        <span className={styles.space} />
        <a href={formatRoute('history', id)}>{t('action.inHistory')}</a>
        <CloseButton label={t('action.closeRun')} onClose={() => runs.getState().forget(place)} />
      </div>
      <div className={styles.acts}>
        {state === 'running' ? <RunCancel id={id} /> : !isRedacted && <RunAgain key={id} line={line} place={place} />}
        {isRedacted && <span className={styles.quiet}>{t('history.redacted')}</span>}
      </div>
      {run.failure && <FailureNote failure={run.failure} />}
      <RunOutput run={run} isBounded />
    </section>
  );
}
