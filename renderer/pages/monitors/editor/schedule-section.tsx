import { useTranslation } from 'react-i18next';
import { severities } from '../../../../shared/monitor/monitor.ts';
import { FormSection } from '../../../components/form-section.tsx';
import { More } from './more.tsx';
import { MonitorChoice, MonitorNumber, MonitorSwitch } from './plain-fields.tsx';
import type { SectionProps } from './section-props.ts';

/** How grave it is when it is down, how often it is checked, and how patiently. */
export function ScheduleSection(section: SectionProps) {
  const { t } = useTranslation();
  const isPush = section.form.kind === 'push';
  const seconds = t('monitorForm.seconds');
  const { problems } = section;
  return (
    <FormSection title={t('monitorForm.how')}>
      <MonitorChoice
        field="severity"
        rule={t('monitorRule.severity')}
        options={severities.map((value) => ({ value, label: t(`severity.${value}`) }))}
        {...section}
      />
      {!isPush && <MonitorNumber field="intervalSeconds" rule={t('monitorRule.intervalSeconds')} unit={seconds} {...section} />}
      {!isPush && <MonitorNumber field="retries" rule={t('monitorRule.retries')} {...section} />}
      <More isNeeded={problems.timeoutSeconds !== undefined || problems.retrySeconds !== undefined}>
        {!isPush && <MonitorNumber field="retrySeconds" rule={t('monitorRule.retrySeconds')} unit={seconds} {...section} />}
        {!isPush && <MonitorNumber field="timeoutSeconds" rule={t('monitorRule.timeoutSeconds')} unit={seconds} {...section} />}
        <MonitorSwitch field="upsideDown" rule={t('monitorRule.upsideDown')} {...section} />
      </More>
    </FormSection>
  );
}
