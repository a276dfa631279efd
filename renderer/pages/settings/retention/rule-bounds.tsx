import { useTranslation } from 'react-i18next';
import { mostDays, mostMegabytes, type RetentionRule } from '../../../../shared/retention.ts';
import styles from '../part.module.css';
import { BoundField } from './bound-field.tsx';

interface Props {
  /** Whose rule it is, for those who hear the page. */
  name: string;
  rule: RetentionRule;
  onChange: (rule: RetentionRule) => void;
}

/** The two bounds of a rule. */
export function RuleBounds({ name, rule, onChange }: Props) {
  const { t } = useTranslation();
  const none = t('retention.forever');
  return (
    <div className={styles.bounds}>
      <BoundField
        {...{ none, most: mostDays, value: rule.days }}
        name={`${name}: ${t('retention.days')}`}
        before={t('retention.keepDays')}
        unit={t('retention.daysUnit')}
        onChange={(days) => onChange({ ...rule, days })}
      />
      <BoundField
        {...{ none, most: mostMegabytes, value: rule.megabytes }}
        name={`${name}: ${t('retention.megabytes')}`}
        before={t('retention.keepMegabytes')}
        unit={t('retention.megabytesUnit')}
        onChange={(megabytes) => onChange({ ...rule, megabytes })}
      />
    </div>
  );
}
