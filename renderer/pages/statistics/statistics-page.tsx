import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { useAccountName, useLook, useSettings, useStatistics, useStores } from '../../stores/context.ts';
import { LatencyCard } from './latency-card.tsx';
import { AccountsCard, CommandsCard, FailuresCard, OutboxCard, TypesCard } from './lists.tsx';
import { QuestionLine } from './question-line.tsx';
import styles from './statistics-page.module.css';
import { TimesCard } from './times-card.tsx';

/** What the message log adds up to, over a period and under a filter. */
export function StatisticsPage() {
  const { t } = useTranslation();
  const { statistics: store } = useStores();
  const { period, filter, value, state, share, failure } = useStatistics((all) => all);
  const language = useSettings((settings) => settings.language);
  const look = useLook();
  const nameOf = useAccountName();
  useEffect(() => {
    // why: what was counted when the page was last open may be of days ago
    if (store.getState().state !== 'counting') void store.getState().ask();
    return () => store.getState().cancel();
  }, [store]);

  const { ask, cancel } = store.getState();
  const shown = value && { statistics: value, language };
  return (
    <div className={styles.scroll}>
      <div className={styles.page}>
        <QuestionLine
          {...{ period, filter, share }}
          counting={state === 'counting'}
          onAsk={(change) => void ask(change)}
          onCancel={cancel}
        />
        {state === 'failed' && failure && <FailureNote failure={failure} onRetry={() => void ask()} />}
        {state === 'cancelled' && (
          <p role="status" className={styles.quiet}>
            {t('statistics.cancelled')}
          </p>
        )}
        {value?.rows === 0 && state === 'ready' && <Empty title={t('statistics.empty')} text={t('statistics.emptyHint')} />}
        {shown && value.rows > 0 && (
          <div className={styles.cards} data-old={state !== 'ready'}>
            <div className={styles.chart}>
              <TimesCard {...shown} look={look} />
            </div>
            <div className={styles.chart}>
              <LatencyCard {...shown} look={look} />
            </div>
            <div className={styles.column}>
              <TypesCard {...shown} />
              <AccountsCard {...shown} nameOf={nameOf} />
            </div>
            <div className={styles.column}>
              <CommandsCard {...shown} />
              <FailuresCard {...shown} />
              <OutboxCard {...shown} />
            </div>
          </div>
        )}
      </div>
    </div>
  );
}
