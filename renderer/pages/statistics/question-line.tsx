import { ArrowLeftOutlined, ReloadOutlined } from '@ant-design/icons';
import { Button, Input, Progress, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Period, periods } from '../../../shared/statistics.ts';
import { formatRoute } from '../../stores/route.ts';
import { sizes } from '../../theme/tokens.ts';
import styles from './question-line.module.css';

interface Props {
  period: Period;
  filter: string;
  counting: boolean;
  share: number;
  onAsk: (change: { period?: Period; filter?: string }) => void;
  onCancel: () => void;
}

/** What is counted: a period and a filter. */
export function QuestionLine({ period, filter, counting, share, onAsk, onCancel }: Props) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(filter);
  const percent = Math.floor(share * 100);
  return (
    <search className={styles.line}>
      <a href={formatRoute('messages')} className={styles.back} aria-label={t('statistics.back')} title={t('statistics.back')}>
        <ArrowLeftOutlined />
      </a>
      <Segmented
        aria-label={t('statistics.period')}
        value={period}
        onChange={(chosen) => onAsk({ period: chosen, filter: draft.trim() })}
        options={(Object.keys(periods) as Period[]).map((value) => ({ value, label: t(`statistics.periods.${value}`) }))}
      />
      <form
        className={styles.filter}
        onSubmit={(event) => {
          event.preventDefault();
          onAsk({ filter: draft.trim() });
        }}
      >
        <Input
          aria-label={t('statistics.filter')}
          placeholder={`${t('statistics.filter')}: ${t('statistics.filterHint')}`}
          maxLength={1000}
          allowClear
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
        />
        {!counting && (
          <Button htmlType="submit" icon={<ReloadOutlined />} aria-label={t('statistics.refresh')} title={t('statistics.refresh')} />
        )}
      </form>
      {counting && (
        <div className={styles.wait}>
          <Progress type="circle" size={sizes.mark} percent={percent} aria-label={t('statistics.open')} />
          <span className={styles.counting}>{t('statistics.counting', { percent })}</span>
          <Button size="small" onClick={onCancel}>
            {t('app.cancel')}
          </Button>
        </div>
      )}
    </search>
  );
}
