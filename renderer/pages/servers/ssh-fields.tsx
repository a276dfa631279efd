import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { ChoiceField } from '../../components/choice-field.tsx';
import styles from '../../components/field.module.css';
import { Field } from '../../components/field.tsx';
import { type Hop, HopField } from './hop-field.tsx';
import type { SectionProps } from './section-props.ts';
import { TargetSecretField } from './target-secret-field.tsx';
import { TargetTextField } from './target-text-field.tsx';

interface Props {
  section: SectionProps;
  hops: Hop[];
  /** Absent while there is no server that a key could have been kept of. */
  hostKey: { forgotten: boolean; forgetting: boolean; onForget: () => void } | undefined;
}

/** How a server is reached by ssh. */
export function SshFields({ section, hops, hostKey }: Props) {
  const { t } = useTranslation();
  const { form, onChange } = section;
  return (
    <>
      <TargetTextField field="sshHost" {...section} />
      <TargetTextField field="sshPort" {...section} />
      <TargetTextField field="sshUser" {...section} />
      <ChoiceField
        label={t('server.by')}
        rule={t(`server.byRule.${form.sshBy}`)}
        options={(['agent', 'key', 'password'] as const).map((value) => ({ value, label: t(`server.byOption.${value}`) }))}
        value={form.sshBy}
        onChange={(sshBy) => onChange({ sshBy })}
      />
      {form.sshBy === 'key' && (
        <>
          <TargetTextField field="keyFile" {...section} />
          <TargetSecretField name="sshPassphrase" {...section} />
        </>
      )}
      {form.sshBy === 'password' && <TargetSecretField name="sshPassword" {...section} />}
      <HopField field="jump" none={t('server.direct')} hops={hops} section={section} />
      {hostKey && (
        <Field label={t('driver.hostKey')} rule={t(hostKey.forgotten ? 'driver.hostKeyForgotten' : 'driver.hostKeyRule')}>
          {({ id }) => (
            <>
              <span className={styles.state}>{t('driver.hostKeyState')}</span>
              <Button id={id} size="small" loading={hostKey.forgetting} aria-label={t('driver.hostKeyForgetOf')} onClick={hostKey.onForget}>
                {t('driver.hostKeyForget')}
              </Button>
            </>
          )}
        </Field>
      )}
    </>
  );
}
