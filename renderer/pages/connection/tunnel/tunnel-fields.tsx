import { Input, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TunnelConfig } from '../../../../shared/tunnel.ts';
import { Field } from '../../../components/field.tsx';
import {
  defaultPort,
  defaultRemoteHost,
  defaultServer,
  fieldsOfTunnel,
  passwordOfTunnel,
  type SshAuth,
  type TunnelField,
  type TunnelForm,
  type TunnelProblems,
  type TunnelProgram,
} from '../../../stores/tunnel-form.ts';
import styles from './tunnel-fields.module.css';
import { TunnelPassword } from './tunnel-password.tsx';

interface Props {
  form: TunnelForm;
  saved: TunnelConfig;
  password: string;
  problems: TunnelProblems;
  onChange: (part: Partial<TunnelForm>) => void;
  onPassword: (typed: string) => void;
}

const logins = ['key', 'agent', 'password'] as const satisfies SshAuth[];
const programs = ['cloudflared', 'frpc'] as const satisfies TunnelProgram[];
/** The fields that stand after the choice of a login. */
const afterLogin: TunnelField[] = ['keyFile', 'remoteHost', 'remotePort', 'sshUrl'];

/** The fields of the chosen provider, checked as they are typed. */
export function TunnelFields({ form, saved, password, problems, onChange, onPassword }: Props) {
  const { t } = useTranslation();
  const { provider, by, program } = form;
  const placeholders: { [Name in TunnelField]?: string } = {
    ...{ server: defaultServer, port: defaultPort, remoteHost: defaultRemoteHost, command: program },
    ...{ args: program === 'frpc' ? '-c frpc.toml' : '', sshUrl: 'https://wx.example.com', ownUrl: 'https://wx.example.com' },
  };
  const ruleOf = (field: TunnelField) => {
    if (field === 'args')
      return program === 'frpc' ? t('tunnelRule.argsFrpc') : t('tunnelRule.argsCloudflared', { listener: '{listener}' });
    if (field === 'programUrl' && program === 'frpc') return t('tunnelRule.frpcUrl');
    return t(`tunnelRule.${field}`);
  };
  const text = (field: TunnelField) => {
    const problem = problems[field];
    return (
      <Field
        key={field}
        label={t(`tunnelField.${field}`)}
        rule={ruleOf(field)}
        problem={problem === undefined || problem === 'missing' ? undefined : t(`tunnelProblem.${problem}`)}
      >
        {(ties) => (
          <Input
            {...ties}
            className={styles.wire ?? ''}
            value={form[field]}
            placeholder={placeholders[field] ?? ''}
            {...(ties['aria-invalid'] && { status: 'error' })}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => onChange({ [field]: event.target.value })}
            onBlur={() => form[field] !== form[field].trim() && onChange({ [field]: form[field].trim() })}
          />
        )}
      </Field>
    );
  };
  const fields = fieldsOfTunnel(form);
  const kind = passwordOfTunnel(form);
  return (
    <div className={styles.fields}>
      {provider === 'program' && (
        <Field label={t('tunnelField.program')} rule={t(`tunnelRule.program.${program}`)}>
          {({ id }) => (
            <Segmented
              id={id}
              aria-label={t('tunnelField.program')}
              value={program}
              options={[...programs]}
              onChange={(value) => onChange({ program: value })}
            />
          )}
        </Field>
      )}
      {fields.filter((field) => !afterLogin.includes(field)).map(text)}
      {provider === 'ssh' && (
        <Field label={t('tunnelField.by')} rule={t(`tunnelRule.by.${by}`)}>
          {({ id }) => (
            <Segmented
              id={id}
              aria-label={t('tunnelField.by')}
              value={by}
              options={logins.map((login) => ({ value: login, label: t(`tunnelOption.${login}`) }))}
              onChange={(value) => onChange({ by: value })}
            />
          )}
        </Field>
      )}
      {fields.filter((field) => field === 'keyFile').map(text)}
      {kind && <TunnelPassword kind={kind} saved={saved} typed={password} onChange={onPassword} />}
      {fields.filter((field) => field !== 'keyFile' && afterLogin.includes(field)).map(text)}
    </div>
  );
}
