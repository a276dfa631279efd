import { Button, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import type { StoredRun } from '../../../../shared/redaction.ts';
import { useSettings, useStores } from '../../../stores/context.ts';
import { formatCount } from '../../../text/format.ts';
import styles from '../part.module.css';
import { TypedCount } from '../typed-count.tsx';

const remnantTexts = {
  'too-large': 'redaction.tooLarge',
  'no-room': 'redaction.noRoom',
} as const satisfies Record<NonNullable<StoredRun['remnants']>, string>;

/** Redacts what is stored already: counted first, then confirmed, then done with its progress. */
export function StoredMessages({ run }: { run: StoredRun | null }) {
  const { t } = useTranslation();
  const { upkeep } = useStores();
  const language = useSettings((settings) => settings.language);
  const { goThrough, stopRun } = upkeep.getState();
  const count = (value: number) => formatCount(value, language);
  const running = run?.state === 'running';
  const counted = run?.kind === 'count' && run.state === 'done' ? run : undefined;
  const params = run ? { looked: count(run.looked), of: count(run.of), n: count(run.found) } : {};
  return (
    <section aria-label={t('redaction.stored')} className={styles.rule}>
      <div className={styles.head}>
        <h3 className={styles.name}>{t('redaction.stored')}</h3>
        {!running && (
          <Button size="small" onClick={() => void goThrough({ kind: 'count' })}>
            {t('redaction.count')}
          </Button>
        )}
      </div>
      <p className={styles.quiet}>{t('redaction.storedHint')}</p>
      {running && run && (
        <div className={styles.line}>
          <Progress
            className={styles.grow ?? ''}
            percent={run.of === 0 ? 0 : Math.round((run.looked / run.of) * 100)}
            size="small"
            aria-label={t('redaction.stored')}
          />
          {!run.clearing && (
            <Button size="small" onClick={() => void stopRun()}>
              {t('redaction.stop')}
            </Button>
          )}
        </div>
      )}
      <p role="status">
        {running && t(run.clearing ? 'redaction.clearing' : run.kind === 'count' ? 'redaction.looking' : 'redaction.redacting', params)}
        {counted && (counted.found === 0 ? t('redaction.foundNone') : t('redaction.found', params))}
        {run?.kind === 'redact' && run.state === 'done' && t('redaction.done', params)}
        {run?.state === 'stopped' && t('redaction.stopped', { n: run.kind === 'redact' ? count(run.found) : '0' })}
        {run?.state === 'failed' && t('redaction.failed')}
        {run && !running && run.waiting > 0 && ` ${t('redaction.waiting', { n: count(run.waiting) })}`}
      </p>
      {run?.remnants && <p className={styles.quiet}>{t(remnantTexts[run.remnants])}</p>}
      {counted && counted.found > 0 && (
        <div className={styles.danger}>
          <TypedCount
            key={counted.found}
            label={t('redaction.typeCount', { n: count(counted.found) })}
            count={counted.found}
            action={t('redaction.redact', { n: count(counted.found) })}
            onConfirm={(expected) => void goThrough({ kind: 'redact', expected })}
          />
        </div>
      )}
    </section>
  );
}
