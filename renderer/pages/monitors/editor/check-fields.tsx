import { InputNumber, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type CheckKind, metrics, recordTypes } from '../../../../shared/monitor/check-spec.ts';
import { Field } from '../../../components/field.tsx';
import type { MonitorForm } from '../../../stores/monitor-form.ts';
import { HttpFields } from './http-fields.tsx';
import { MonitorLines, MonitorNumber, MonitorSelect, MonitorText } from './plain-fields.tsx';
import { PushFields } from './push-fields.tsx';
import type { SectionProps } from './section-props.ts';
import { useMonitorTexts } from './use-monitor-texts.ts';

interface Props extends SectionProps {
  /** Which server it asks, where the kind needs one. */
  targetField: ReactNode;
}

const kinds: Record<CheckKind, (props: Props) => ReactNode> = {
  ping: PingFields,
  tcp: TcpFields,
  http: HttpFields,
  ssh: SshFields,
  metrics: MetricsFields,
  dns: DnsFields,
  push: PushFields,
};

/** The fields that the kind needs, and no others. */
export function CheckFields(props: Props) {
  const Fields = kinds[props.form.kind];
  return <Fields {...props} />;
}

function PingFields(section: Props) {
  const { t } = useTranslation();
  return <MonitorText field="host" rule={t('monitorRule.host')} {...section} />;
}

function TcpFields(section: Props) {
  const { t } = useTranslation();
  return (
    <>
      <MonitorText field="host" rule={t('monitorRule.host')} {...section} />
      <MonitorNumber field="port" rule={t('monitorRule.port')} {...section} />
    </>
  );
}

function SshFields({ targetField, ...section }: Props) {
  const { t } = useTranslation();
  const texts = useMonitorTexts();
  const { form, problems, onChange } = section;
  return (
    <>
      {targetField}
      <MonitorLines field="command" rule={t('monitorRule.command')} rows={2} {...section} />
      <MonitorNumber field="exitCode" rule={t('monitorRule.exitCode')} placeholder={t('monitorForm.any')} {...section} />
      <MonitorText field="pattern" rule={t('monitorRule.pattern')} {...section} />
      <Field label={texts.label('numberIs')} rule={t('monitorRule.numberIs')} problem={texts.problem('numberValue', problems.numberValue)}>
        {(ties) => (
          <>
            <Select
              {...ties}
              value={form.numberIs}
              onChange={(numberIs: MonitorForm['numberIs']) => onChange({ numberIs })}
              options={(['any', 'below', 'above', 'equal'] as const).map((value) => ({ value, label: t(`monitorForm.numberIs.${value}`) }))}
            />
            {form.numberIs !== 'any' && (
              <InputNumber
                aria-label={texts.label('numberValue')}
                controls={false}
                value={form.numberValue}
                onChange={(numberValue) => onChange({ numberValue })}
              />
            )}
          </>
        )}
      </Field>
    </>
  );
}

/** What a metric is measured in. */
const unitOf = (metric: string): 'percent' | 'load' | 'temperature' => (metric === 'load' || metric === 'temperature' ? metric : 'percent');

function MetricsFields({ targetField, ...section }: Props) {
  const { t } = useTranslation();
  const { metric } = section.form;
  const unit = { percent: '%', load: '', temperature: '°C' }[unitOf(metric)];
  return (
    <>
      {targetField}
      <MonitorSelect
        field="metric"
        rule={t('monitorRule.metric')}
        options={metrics.map((value) => ({ value, label: t(`monitorMetric.${value}`) }))}
        {...section}
      />
      <MonitorNumber field="over" rule={t(`monitorRule.over.${unitOf(metric)}`)} unit={unit} {...section} />
      {metric === 'disk' && <MonitorText field="mount" rule={t('monitorRule.mount')} {...section} />}
      <MonitorNumber field="forSeconds" rule={t('monitorRule.forSeconds')} unit={t('monitorForm.seconds')} {...section} />
    </>
  );
}

function DnsFields(section: Props) {
  const { t } = useTranslation();
  return (
    <>
      <MonitorText field="dnsName" rule={t('monitorRule.dnsName')} {...section} />
      <MonitorSelect
        field="record"
        rule={t('monitorRule.record')}
        options={recordTypes.map((value) => ({ value, label: value }))}
        {...section}
      />
      <MonitorText field="expects" rule={t('monitorRule.expects')} {...section} />
      <MonitorText field="server" rule={t('monitorRule.server')} {...section} />
    </>
  );
}
