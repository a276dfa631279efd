import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import type { NoticeRule } from '../../../../shared/monitor/notice-rule.ts';
import styles from './escalation-fields.module.css';
import { RecipientsField } from './recipients-field.tsx';
import { newEscalation } from './rule-draft.ts';

type Escalations = NoticeRule['escalations'];
/** So many steps a rule can have. */
const mostSteps = 5;

/** Whom it goes on to, where nobody has acknowledged it for long. */
export function EscalationFields({ steps, onChange }: { steps: Escalations; onChange: (steps: Escalations) => void }) {
  const { t } = useTranslation();
  const put = (at: number, change: Partial<Escalations[number]>) =>
    onChange(steps.map((step, index) => (index === at ? { ...step, ...change } : step)));
  return (
    <div className={styles.steps}>
      {steps.map((step, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps have no names
        <div key={at} className={styles.step}>
          <div className={styles.line}>
            <span>{t('notices.escalateAfter')}</span>
            <InputNumber
              aria-label={t('notices.escalateAfter')}
              min={1}
              max={10_080}
              precision={0}
              value={step.afterMinutes}
              onChange={(value) => value !== null && put(at, { afterMinutes: value })}
            />
            <span>{t('notices.minutes')}</span>
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={t('notices.removeEscalation')}
              title={t('notices.removeEscalation')}
              onClick={() => onChange(steps.filter((_, index) => index !== at))}
            />
          </div>
          <RecipientsField label={`${t('notices.escalate')} ${at + 1}`} to={step.to} onChange={(to) => put(at, { to })} />
        </div>
      ))}
      {steps.length < mostSteps && (
        <Button size="small" icon={<PlusOutlined aria-hidden />} onClick={() => onChange([...steps, newEscalation()])}>
          {t('notices.addEscalation')}
        </Button>
      )}
    </div>
  );
}
