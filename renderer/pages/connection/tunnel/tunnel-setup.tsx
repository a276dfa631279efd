import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../../shared/result.ts';
import type { TunnelConfig } from '../../../../shared/tunnel.ts';
import { FailureNote } from '../../../components/failure-note.tsx';
import { useSave } from '../../../components/use-save.ts';
import type { TunnelAct } from '../../../stores/tunnel.ts';
import { problemsOfTunnel, type TunnelForm } from '../../../stores/tunnel-form.ts';
import { ProviderChoice } from './provider-choice.tsx';
import { SetupBar } from './setup-bar.tsx';
import { TunnelFields } from './tunnel-fields.tsx';
import styles from './tunnel-setup.module.css';

interface Props {
  saved: TunnelConfig;
  isOff: boolean;
  form: TunnelForm;
  /** The form is not what is saved. */
  changed: boolean;
  busy: TunnelAct | null;
  failure: Failure | undefined;
  onChange: (form: TunnelForm | null) => void;
  /** Whether it was saved. */
  onSave: (form: TunnelForm, password: string) => Promise<boolean>;
  onStart: () => void;
}

/** How the listener gets its public address. A typed password is the form's own, and is gone as soon as it is saved. */
export function TunnelSetup({ saved, isOff, form, changed, busy, failure, onChange, onSave, onStart }: Props) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const problems = problemsOfTunnel(form, saved, password);
  const touched = changed || password !== '';
  const canSave = touched && Object.keys(problems).length === 0 && busy === null;

  const change = (part: Partial<TunnelForm>) => {
    if (part.provider || part.by || part.program) setPassword('');
    onChange({ ...form, ...part });
  };
  const { onSubmit } = useSave(canSave, async () => {
    if (await onSave(form, password)) setPassword('');
  });
  const discard = () => {
    setPassword('');
    onChange(null);
  };

  return (
    <form className={styles.form} aria-label={t('tunnel.setup')} autoComplete="off" onSubmit={onSubmit}>
      <ProviderChoice provider={form.provider} onChange={(provider) => change({ provider })} />
      <TunnelFields form={form} saved={saved} password={password} problems={problems} onChange={change} onPassword={setPassword} />
      {form.provider === 'ssh' && <p className={styles.note}>{t('tunnel.sshExit')}</p>}
      {failure && <FailureNote failure={failure} />}
      <SetupBar
        form={form}
        problems={problems}
        touched={touched}
        canSave={canSave}
        canStart={isOff && !(saved.provider === 'none' && !saved.publicUrl)}
        isOff={isOff}
        busy={busy}
        onDiscard={discard}
        onStart={onStart}
      />
    </form>
  );
}
