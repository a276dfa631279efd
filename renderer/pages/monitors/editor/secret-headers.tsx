import { useTranslation } from 'react-i18next';
import { SecretField } from '../../../components/secret-field.tsx';
import { useMonitors } from '../../../stores/context.ts';
import { MonitorNames } from './plain-fields.tsx';
import type { SectionProps } from './section-props.ts';

const usual = ['Authorization', 'Cookie', 'X-Api-Key'];

/** The names of headers that are secrets, and a field for the value of each. */
export function SecretHeaders(section: SectionProps) {
  const { t } = useTranslation();
  const { form, onChange } = section;
  const set = useMonitors((state) => state.monitors.value?.find(({ id }) => id === form.id)?.secrets);
  const type = (name: string, typed: string | undefined) => {
    const { [name]: _before, ...others } = form.secretValues;
    onChange({ secretValues: typed === undefined ? others : { ...others, [name]: typed } });
  };
  return (
    <>
      <MonitorNames field="secretHeaders" rule={t('monitorRule.secretHeaders')} offered={usual} {...section} />
      {form.secretHeaders.map((name) => {
        const changedAt = set?.[name.toLowerCase()];
        return (
          <SecretField
            key={name}
            label={name}
            rule={t('monitorRule.secretValue')}
            known={changedAt === undefined ? undefined : { changedAt }}
            typed={form.secretValues[name]}
            onChange={(typed) => type(name, typed)}
          />
        );
      })}
    </>
  );
}
