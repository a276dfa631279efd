import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/result.ts';
import type { TargetSecretName, TargetView } from '../../../shared/target.ts';
import editor from '../../components/editor-form.module.css';
import { FailureNote } from '../../components/failure-note.tsx';
import { FormSection } from '../../components/form-section.tsx';
import { useSave } from '../../components/use-save.ts';
import {
  type FormDriver,
  formDrivers,
  givenTargetSecrets,
  type Named,
  problemsOfTarget,
  secretsOfForm,
  type TargetForm,
  type TypedTargetSecrets,
  trialTarget,
} from '../../stores/target-form.ts';
import type { Trial } from '../../stores/targets.ts';
import { BasicsSection } from './basics-section.tsx';
import { DriverSection } from './driver-section.tsx';
import type { Hop } from './hop-field.tsx';
import { IpmiFields } from './ipmi-fields.tsx';
import { NamesField } from './names-field.tsx';
import type { SectionProps } from './section-props.ts';
import styles from './server-editor.module.css';
import { ServerSaveBar } from './server-save-bar.tsx';
import { SshFields } from './ssh-fields.tsx';
import { VncFields } from './vnc-fields.tsx';
import { WakeFields } from './wake-fields.tsx';
import { WatchField } from './watch-field.tsx';

interface Props {
  form: TargetForm;
  /** Absent while it is being added. */
  saved: TargetView | undefined;
  changed: boolean;
  saving: boolean;
  failure: Failure | undefined;
  /** All other servers. */
  others: Named[];
  hops: Hop[];
  /** What other servers have, to choose from. */
  groups: string[];
  tags: string[];
  trials: { [Kind in FormDriver]?: Trial | undefined };
  hostKey: { forgotten: boolean; forgetting: boolean; onForget: () => void } | undefined;
  onChange: (form: TargetForm) => void;
  /** A way was changed: what was found out about it counts no more. */
  onTouch: (kind: FormDriver) => void;
  onTry: (kind: FormDriver, secrets: TypedTargetSecrets) => void;
  onDiscard: () => void;
  /** Whether it was saved. */
  onSave: (secrets: TypedTargetSecrets, forget: TargetSecretName[]) => Promise<boolean>;
}

/** Which way a secret belongs to. */
const driverOfSecret: Record<TargetSecretName, FormDriver> = {
  ...{ sshPassword: 'ssh', sshPassphrase: 'ssh', ipmiPassword: 'ipmi', vncPassword: 'vnc', secureOn: 'wake' },
} as const;

/** The form of one server. Typed secrets are its own, and are gone as soon as they are saved. */
export function ServerEditor({ form, saved, changed, saving, failure, others, hops, groups, tags, trials, hostKey, ...on }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<TypedTargetSecrets>({});
  const [forget, setForget] = useState<TargetSecretName[]>([]);
  const problems = problemsOfTarget(form, others);
  const used = secretsOfForm(form);
  const removed = forget.filter((name) => used.includes(name));
  const hasSecrets = Object.keys(givenTargetSecrets(form, typed)).length > 0;
  const touched = changed || hasSecrets || removed.length > 0;
  const canSave = touched && Object.keys(problems).length === 0 && !saving;

  const drop = () => {
    setTyped({});
    setForget([]);
  };
  const { onSubmit } = useSave(canSave, async () => {
    if (await on.onSave(typed, removed)) drop();
  });

  const sectionOf = (kind?: FormDriver): SectionProps => ({
    ...{ form, problems, known: saved?.secrets ?? {}, typed, forget },
    onChange: (change) => {
      if (kind) on.onTouch(kind);
      on.onChange({ ...form, ...change });
    },
    onType: (name, text) => {
      on.onTouch(driverOfSecret[name]);
      setTyped(({ [name]: _, ...rest }) => (text === undefined ? rest : { ...rest, [name]: text }));
    },
    onForget: (name, forgotten) => setForget([...forget.filter((one) => one !== name), ...(forgotten ? [name] : [])]),
  });
  const fields: Record<FormDriver, (section: SectionProps) => ReactNode> = {
    ssh: (section) => <SshFields section={section} hops={hops} hostKey={hostKey} />,
    wake: (section) => <WakeFields section={section} hops={hops} />,
    ipmi: (section) => <IpmiFields section={section} />,
    vnc: (section) => <VncFields section={section} />,
  };

  return (
    <form className={editor.form} autoComplete="off" onSubmit={onSubmit}>
      <div className={editor.fields}>
        {failure && <FailureNote failure={failure} />}
        <BasicsSection section={sectionOf()} isNew={!saved} groups={groups} tags={tags} />
        {formDrivers.map((kind) => (
          <DriverSection
            key={kind}
            kind={kind}
            on={form.on[kind]}
            isTriable={trialTarget(form, kind, 'trial') !== undefined}
            trial={trials[kind]}
            onSwitch={(isOn) => {
              on.onTouch(kind);
              on.onChange({ ...form, on: { ...form.on, [kind]: isOn } });
            }}
            onTry={() => on.onTry(kind, typed)}
          >
            {fields[kind](sectionOf(kind))}
          </DriverSection>
        ))}
        <div className={styles.commands}>
          <FormSection title={t('server.commands')}>
            <p className={styles.about}>{t('server.commandsAbout')}</p>
            <NamesField field="services" {...sectionOf()} />
            <NamesField field="logs" {...sectionOf()} />
            <WatchField {...sectionOf()} />
          </FormSection>
        </div>
      </div>
      <ServerSaveBar
        isNew={!saved}
        problems={problems}
        touched={touched}
        hasSecrets={hasSecrets}
        saving={saving}
        canSave={canSave}
        onDiscard={() => {
          drop();
          on.onDiscard();
        }}
      />
    </form>
  );
}
