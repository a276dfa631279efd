import { Input } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type RedactionRule, redactionLimits, type TriedPart } from '../../../../shared/redaction.ts';
import { FailureNote } from '../../../components/failure-note.tsx';
import { Field } from '../../../components/field.tsx';
import { Time } from '../../../components/time.tsx';
import { useNow } from '../../../components/use-now.ts';
import { useStores, useUpkeep } from '../../../stores/context.ts';
import styles from './redaction.module.css';

/** What is typed settles for so long before it is tried, in ms. */
const settleMs = 300;

/** What a rule would do to a sample and to the last messages. @param rule null while it can't be tried */
export function RuleTrial({ rule }: { rule: RedactionRule | null }) {
  const { t } = useTranslation();
  const { upkeep } = useStores();
  const trial = useUpkeep((state) => state.trial);
  const now = useNow();
  const [sample, setSample] = useState('');

  useEffect(() => {
    const { tryRule } = upkeep.getState();
    if (!rule) return void tryRule(null);
    const timer = setTimeout(() => void tryRule({ ...rule, name: rule.name.trim() || '?' }, sample), settleMs);
    return () => clearTimeout(timer);
  }, [rule, sample, upkeep]);
  useEffect(() => () => void upkeep.getState().tryRule(null), [upkeep]);

  const tried = trial?.state === 'ready' ? trial.value : undefined;
  return (
    <section aria-label={t('redaction.try')} className={styles.trial}>
      <Field label={t('redaction.sample')} rule="">
        {(ties) => (
          <Input.TextArea
            {...ties}
            autoSize={{ minRows: 1, maxRows: 4 }}
            maxLength={redactionLimits.sampleChars}
            placeholder={t('redaction.sampleHint')}
            value={sample}
            onChange={(event) => setSample(event.target.value)}
          />
        )}
      </Field>
      {trial?.state === 'failed' && <FailureNote failure={trial.failure} />}
      {tried && sample !== '' && (
        <p role="status" data-testid="sample-result" className={styles.result}>
          {tried.sample.some(({ becomes }) => becomes !== undefined) ? <Marked parts={tried.sample} /> : t('redaction.sampleNone')}
        </p>
      )}
      {tried && (
        <p className={styles.quiet}>
          {tried.messages.length === 0
            ? t('redaction.triedNone', { looked: tried.looked })
            : t('redaction.tried', { looked: tried.looked, n: tried.messages.length })}
        </p>
      )}
      {tried && tried.messages.length > 0 && (
        <ul className={styles.messages}>
          {tried.messages.map(({ id, at, person, parts }) => (
            <li key={id} className={styles.message}>
              <Time at={at} now={now} />
              <span>{person}</span>
              <span className={styles.text}>
                <Marked parts={parts} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** A text with what goes struck out, and what takes its place. */
function Marked({ parts }: { parts: TriedPart[] }) {
  let from = 0;
  return (
    <span className={styles.text}>
      {parts.map(({ text, becomes }) => {
        const key = from;
        from += text.length;
        if (becomes === undefined) return <span key={key}>{text}</span>;
        return (
          <span key={key}>
            <del>{text}</del>
            <ins>{becomes}</ins>
          </span>
        );
      })}
    </span>
  );
}
