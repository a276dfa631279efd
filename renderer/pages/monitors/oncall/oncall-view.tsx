import { Button, Skeleton } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { OncallPlan, OncallState } from '../../../../shared/monitor/notice-rule.ts';
import { Card } from '../../../components/card.tsx';
import { Empty } from '../../../components/empty.tsx';
import { FailureNote } from '../../../components/failure-note.tsx';
import { Mark } from '../../../components/mark.tsx';
import { useKeys } from '../../../components/use-keys.ts';
import { useNow } from '../../../components/use-now.ts';
import { useNoticeRules, useSettings, useStores } from '../../../stores/context.ts';
import { formatRoute } from '../../../stores/route.ts';
import { formatChatTime } from '../../../text/format.ts';
import { formatDay } from '../../../text/monitor-words.ts';
import { OncallForm } from './oncall-form.tsx';
import styles from './oncall-view.module.css';
import { nextWeeks } from './oncall-weeks.ts';

/** So many weeks are shown. */
const weeksShown = 6;

/** A plan that is yet to be made: Monday at nine. */
const newPlan = (): OncallPlan => ({
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  handover: { day: 1, time: '09:00' },
  firstWeek: Date.now(),
  ...{ people: [], exceptions: [] },
});

/** Who is on call now, who comes next, and the plan behind it. */
export function OncallView() {
  const { t } = useTranslation();
  const { noticeRules } = useStores();
  const { oncall, planDraft, saving, failure } = useNoticeRules((state) => state);
  const { load, setOncall, keepPlan } = noticeRules.getState();
  useEffect(() => {
    void noticeRules.getState().load();
  }, [noticeRules]);
  const state = oncall.value;
  const make = () => keepPlan(newPlan());
  useKeys(state === null && planDraft === null ? { n: make } : {});
  if (state === undefined) {
    return (
      <div className={styles.place}>
        {oncall.state === 'failed' ? (
          <FailureNote failure={oncall.failure} onRetry={() => void load()} />
        ) : (
          <div role="status" aria-label={t('app.loading')}>
            <Skeleton active paragraph={{ rows: 4 }} />
          </div>
        )}
      </div>
    );
  }
  const plan = planDraft ?? state?.plan;
  if (!plan) {
    return (
      <Empty text={t('oncall.none')}>
        <Button type="primary" title={`${t('oncall.make')} (n)`} onClick={make}>
          {t('oncall.make')}
        </Button>
      </Empty>
    );
  }
  return (
    <div className={styles.place}>
      <p className={styles.about}>{t('oncall.about')}</p>
      <div className={styles.columns}>
        <div className={styles.column}>
          {state && <Present state={state} />}
          {state && <Weeks plan={state.plan} />}
        </div>
        <Card title={t('oncall.title')}>
          <div className={styles.form}>
            {failure && <FailureNote failure={failure} />}
            <OncallForm {...{ plan, saving }} kept={state?.plan} onChange={keepPlan} onSave={setOncall} />
          </div>
        </Card>
      </div>
    </div>
  );
}

function Present({ state: { now: present, next } }: { state: OncallState }) {
  const { t } = useTranslation();
  const language = useSettings((state) => state.language);
  const now = useNow();
  return (
    <Card title={t('oncall.now')}>
      <div className={styles.now} data-testid="oncall-now">
        {present ? (
          <>
            <p className={styles.name}>
              <Mark shape="●" tone="ok" /> {present.name || present.person}
            </p>
            <p className={styles.quiet}>{t('oncall.until', { time: formatChatTime(present.until, now, language) })}</p>
          </>
        ) : (
          <p>
            <Mark shape="▲" tone="warning" /> {t('oncall.nobody')}
          </p>
        )}
        {next && (
          <p className={styles.quiet}>
            {t('oncall.next')}: {next.name || next.person} · {t('oncall.since', { time: formatChatTime(next.from, now, language) })}
          </p>
        )}
        {!present && <a href={formatRoute('people')}>{t('page.people')}</a>}
      </div>
    </Card>
  );
}

function Weeks({ plan }: { plan: OncallPlan }) {
  const { t } = useTranslation();
  const language = useSettings((state) => state.language);
  const weeks = nextWeeks(plan, useNow(), weeksShown);
  return (
    <Card title={t('oncall.weeks')}>
      <ol className={styles.weeks}>
        {weeks.map(({ from, to, name }, index) => (
          <li key={from} className={styles.week} data-now={index === 0}>
            <span className={styles.quiet}>{t('oncall.week', { from: formatDay(from, language), to: formatDay(to, language) })}</span>
            <span>{name}</span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
