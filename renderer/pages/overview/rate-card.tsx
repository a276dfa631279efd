import { Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../../shared/language.ts';
import type { MinuteCount } from '../../../shared/overview.ts';
import { Card } from '../../components/card.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import type { Loadable } from '../../stores/loadable.ts';
import { formatClock } from '../../text/format.ts';
import { rateTotals } from '../../text/rate.ts';
import type { Look } from '../../theme/tokens.ts';
import styles from './rate-card.module.css';
import { RateChart } from './rate-chart.tsx';

interface Props {
  rate: Loadable<MinuteCount[]>;
  language: Language;
  look: Look;
  onRetry: () => void;
}

/** Messages a minute over the last hour: as bars, and in words. */
export function RateCard({ rate, language, look, onRetry }: Props) {
  const { t } = useTranslation();
  const [at, setAt] = useState<number | null>(null);
  const minutes = rate.value;
  const totals = rateTotals(minutes ?? []);
  const pointed = at === null ? undefined : minutes?.[at];
  const counts = pointed ?? totals;
  return (
    <Card
      title={t('overview.rate')}
      aside={
        <p aria-hidden className={styles.legend}>
          {pointed && <span className={styles.minute}>{formatClock(pointed.minute, language)}</span>}
          {(['in', 'out', 'refused'] as const).map((kind) => (
            <span key={kind} className={styles.key} data-kind={kind}>
              {t(`overview.${kind}`)} <b>{counts[kind]}</b>
            </span>
          ))}
        </p>
      }
    >
      <div className={styles.body}>
        {minutes && <RateChart minutes={minutes} language={language} look={look} onPoint={setAt} />}
        {rate.state === 'loading' && <Skeleton.Node active className={styles.waiting ?? ''} />}
        {rate.state === 'failed' && <FailureNote failure={rate.failure} onRetry={onRetry} />}
        {minutes && <p className={styles.summary}>{totals.peak === 0 ? t('overview.rateQuiet') : t('overview.rateSummary', totals)}</p>}
      </div>
    </Card>
  );
}
