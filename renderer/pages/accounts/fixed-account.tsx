import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../../shared/account-view.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { secretsOf } from '../../stores/account-form.ts';
import styles from './fixed-account.module.css';
import { useFieldTexts } from './use-field-texts.ts';

interface Props {
  account: AccountView;
  callbackUrl: string;
  onSimulator: () => void;
}

/** An account that is not the console's to change: what it is, and where it is changed. */
export function FixedAccount({ account, callbackUrl, onSimulator }: Props) {
  const { t } = useTranslation();
  const { label } = useFieldTexts(account.platform);
  const { platform, receiverId, agentId, seats, mode, kind, verified, sandboxAccount, apiBase, wayOut, operators, origin, noticeTemplate } =
    account;
  const facts: [string, string][] = [
    [label('receiverId'), receiverId],
    ...(agentId === undefined ? [] : [[label('agentId'), agentId] as [string, string]]),
    ...(seats === undefined ? [] : [[label('seats'), String(seats)] as [string, string]]),
    ...(platform === 'wecom' ? [] : [[t('field.mode'), t(`option.${mode}`)] as [string, string]]),
    ...(kind === undefined ? [] : [[t('field.kind'), t(`option.${kind}`)] as [string, string]]),
    ...(verified === undefined ? [] : [[t('field.verified'), t(verified ? 'accounts.yes' : 'accounts.no')] as [string, string]]),
    ...(sandboxAccount ? [[t('field.sandboxAccount'), t('accounts.yes')] as [string, string]] : []),
    ...(noticeTemplate ? [[t('noticeTemplate.label'), noticeTemplate.title || noticeTemplate.id] as [string, string]] : []),
    ...secretsOf({ platform, mode, via: wayOut.via })
      .filter((name) => account.secrets[name])
      .map((name): [string, string] => [label(name), t(origin === 'config' ? 'secretStore.inConfig' : 'secretStore.set')]),
    [t('field.apiBase'), apiBase],
    [t('field.wayOut'), t(`option.${wayOut.via}`)],
    ...(operators ? [[t('field.operators'), operators.join(t('accounts.listSeparator'))] as [string, string]] : []),
  ];
  return (
    <div className={styles.fixed}>
      <p className={styles.note}>{t(origin === 'sandbox' ? 'accounts.fixedSandbox' : 'accounts.fixedConfig')}</p>
      {origin === 'sandbox' && <Button onClick={onSimulator}>{t('accounts.toSimulator')}</Button>}
      <dl className={styles.facts}>
        <div className={styles.fact}>
          <dt>{t('overview.callback')}</dt>
          <dd>
            <code>{callbackUrl}</code>
          </dd>
          <CopyButton text={callbackUrl} what={t('overview.callback')} />
        </div>
        {facts.map(([name, value]) => (
          <div key={name} className={styles.fact}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
