import { InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import type { RetentionRule } from '../../../../shared/retention.ts';
import styles from '../part.module.css';

interface Props {
  /** Whose rule it is, for those who hear the page. */
  name: string;
  rule: RetentionRule;
  onChange: (rule: RetentionRule) => void;
}

/** The two bounds of a rule; an empty one is none. */
export function RuleBounds({ name, rule, onChange }: Props) {
  const { t } = useTranslation();
  const number = (value: number | null) => (value === null ? null : Math.max(1, Math.round(value)));
  return (
    <div className={styles.bounds}>
      <span className={styles.bound}>
        {t('retention.keepDays')}
        <InputNumber
          className={styles.number ?? ''}
          aria-label={`${name}: ${t('retention.days')}`}
          placeholder={t('retention.forever')}
          min={1}
          max={36_500}
          precision={0}
          value={rule.days}
          onChange={(days) => onChange({ ...rule, days: number(days) })}
        />
        {t('retention.daysUnit')}
      </span>
      <span className={styles.bound}>
        {t('retention.keepMegabytes')}
        <InputNumber
          className={styles.number ?? ''}
          aria-label={`${name}: ${t('retention.megabytes')}`}
          placeholder={t('retention.forever')}
          min={1}
          max={10_000_000}
          precision={0}
          value={rule.megabytes}
          onChange={(megabytes) => onChange({ ...rule, megabytes: number(megabytes) })}
        />
        {t('retention.megabytesUnit')}
      </span>
    </div>
  );
}
