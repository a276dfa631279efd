import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TunnelConfig } from '../../../../shared/tunnel.ts';
import { Field } from '../../../components/field.tsx';
import type { PasswordKind } from '../../../stores/tunnel-form.ts';

interface Props {
  kind: PasswordKind;
  saved: TunnelConfig;
  typed: string;
  onChange: (typed: string) => void;
}

/** A password, the passphrase of a key, or the token of a program. What is kept is never shown. */
export function TunnelPassword({ kind, saved, typed, onChange }: Props) {
  const { t } = useTranslation();
  const isKept = saved.provider === 'ssh' && saved.auth.by === 'password';
  return (
    <Field label={t(`tunnelField.${kind}`)} rule={t(`tunnelRule.${kind === 'password' && isKept ? 'passwordKept' : kind}`)}>
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
