import { Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { HttpSpec } from '../../../../shared/monitor/check-spec.ts';
import styles from '../../../components/field.module.css';
import { Field } from '../../../components/field.tsx';
import { More } from './more.tsx';
import { MonitorChoice, MonitorLines, MonitorNames, MonitorNumber, MonitorSelect, MonitorSwitch, MonitorText } from './plain-fields.tsx';
import { SecretHeaders } from './secret-headers.tsx';
import type { SectionProps } from './section-props.ts';
import { useMonitorTexts } from './use-monitor-texts.ts';

const methods = HttpSpec.shape.method.unwrap().options;

/** What is asked of a web server, and what its answer has to be. */
export function HttpFields(section: SectionProps) {
  const { t } = useTranslation();
  const texts = useMonitorTexts();
  const { form, problems, onChange } = section;
  const hasBody = form.method !== 'GET' && form.method !== 'HEAD';
  const isTls = form.url.trim().toLowerCase().startsWith('https:');
  const hasMore = ['headers', 'secretHeaders', 'body', 'statuses', 'jsonPath', 'certificateDays'].some((name) => name in problems);
  return (
    <>
      <MonitorText field="url" rule={t('monitorRule.url')} placeholder="https://example.com/health" {...section} />
      <Field label={texts.label('keyword')} rule={t('monitorRule.keyword')} problem={texts.problem('keyword', problems.keyword)}>
        {(ties) => (
          <>
            <Input
              {...ties}
              className={styles.state ?? ''}
              autoComplete="off"
              value={form.keyword}
              onChange={(event) => onChange({ keyword: event.target.value })}
            />
            <Select
              aria-label={texts.label('keywordAbsent')}
              value={form.keywordAbsent}
              onChange={(keywordAbsent: boolean) => onChange({ keywordAbsent })}
              options={[
                { value: false, label: t('monitorForm.keywordThere') },
                { value: true, label: t('monitorForm.keywordAbsent') },
              ]}
            />
          </>
        )}
      </Field>
      {isTls && <MonitorNumber field="certificateDays" rule={t('monitorRule.certificateDays')} unit={t('monitorForm.days')} {...section} />}
      <More isNeeded={hasMore}>
        <MonitorSelect field="method" rule="" options={methods.map((value) => ({ value, label: value }))} {...section} />
        <MonitorNames field="statuses" rule={t('monitorRule.statuses')} offered={['200-299', '200-399', '401', '403']} {...section} />
        <MonitorText field="jsonPath" rule={t('monitorRule.jsonPath')} {...section} />
        {form.jsonPath !== '' && <MonitorText field="jsonEquals" rule={t('monitorRule.jsonEquals')} isWire={false} {...section} />}
        <MonitorChoice
          field="redirects"
          rule={t('monitorRule.redirects')}
          options={(['follow', 'refuse'] as const).map((value) => ({ value, label: t(`monitorForm.redirect.${value}`) }))}
          {...section}
        />
        <MonitorLines field="headers" rule={t('monitorRule.headers')} rows={2} placeholder="Accept: application/json" {...section} />
        <SecretHeaders {...section} />
        {hasBody && <MonitorLines field="body" rule={t('monitorRule.body')} {...section} />}
        {isTls && <MonitorSwitch field="anyCertificate" rule={t('monitorRule.anyCertificate')} {...section} />}
      </More>
    </>
  );
}
