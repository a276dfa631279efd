import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../../components/field.tsx';
import { useStores } from '../../../stores/context.ts';
import { PushHow } from '../push-how.tsx';
import { MonitorNumber } from './plain-fields.tsx';
import styles from './push-fields.module.css';
import type { SectionProps } from './section-props.ts';
import { useMonitorTexts } from './use-monitor-texts.ts';

/** How often a job reports, and the address that it reports to. */
export function PushFields(section: SectionProps) {
  const { t } = useTranslation();
  const { monitors } = useStores();
  const texts = useMonitorTexts();
  const { form } = section;
  const change = useRef(section.onChange);
  useEffect(() => {
    change.current = section.onChange;
  });
  const renew = () =>
    monitors
      .getState()
      .newToken()
      .then((token) => token !== null && change.current({ token }));
  const isBlank = form.token === '';
  useEffect(() => {
    if (isBlank)
      void monitors
        .getState()
        .newToken()
        .then((token) => token !== null && change.current({ token }));
  }, [isBlank, monitors]);
  return (
    <>
      <MonitorNumber field="intervalSeconds" rule={t('monitorRule.pushInterval')} unit={t('monitorForm.seconds')} {...section} />
      <MonitorNumber field="graceSeconds" rule={t('monitorRule.graceSeconds')} unit={t('monitorForm.seconds')} {...section} />
      <Field label={texts.label('token')} rule={t('monitorRule.token')} problem={texts.problem('token', section.problems.token)}>
        {({ id }) => (
          <>
            <code id={id} className={styles.token}>
              {form.token}
            </code>
            <Button size="small" onClick={() => void renew()}>
              {t('monitorForm.newToken')}
            </Button>
          </>
        )}
      </Field>
      {form.token !== '' && <PushHow token={form.token} intervalSeconds={form.intervalSeconds ?? 60} />}
    </>
  );
}
