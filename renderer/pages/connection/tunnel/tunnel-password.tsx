import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TunnelConfig } from '../../../../shared/tunnel.ts';
import { Field } from '../../../components/field.tsx';
import type { SshAuth } from '../../../stores/tunnel-form.ts';

interface Props {
  by: Exclude<SshAuth, 'agent'>;
  saved: TunnelConfig;
  typed: string;
  onChange: (typed: string) => void;
}

/** A password, or the passphrase of a key. What is kept is never shown. */
export function TunnelPassword({ by, saved, typed, onChange }: Props) {
  const { t } = useTranslation();
  const isKept = saved.provider === 'ssh' && saved.auth.by === 'password';
  const rule = by === 'key' ? t('tunnelRule.passphrase') : isKept ? t('tunnelRule.passwordKept') : t('tunnelRule.password');
  return (
    <Field label={t(by === 'key' ? 'tunnelField.passphrase' : 'tunnelField.password')} rule={rule}>
      {(ties) => (
        <Input.Password
          {...ties}
          value={typed}
          visibilityToggle={false}
          autoComplete="new-password"
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
