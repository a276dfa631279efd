import { Button, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AccountStatus } from '../../../shared/overview.ts';
import { Card } from '../../components/card.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { StandingMark } from '../../components/standing-mark.tsx';
import { Time } from '../../components/time.tsx';
import { useNow } from '../../components/use-now.ts';
import { usePlatforms, usePublicUrl } from '../../stores/context.ts';
import { callbackUrlOf } from '../../text/guide.ts';
import styles from './account-list.module.css';
import { WayNote } from './way-note.tsx';
import { addressTrouble } from './way-trouble.ts';

interface Props {
  accounts: AccountStatus[];
  listenerUrl: string;
  pointed: boolean;
  onAdd: () => void;
}

/** The accounts, each with the callback URL that goes into the WeChat console. */
export function AccountList({ accounts, listenerUrl, pointed, onAdd }: Props) {
  const { t } = useTranslation();
  const now = useNow();
  const publicUrl = usePublicUrl();
  return (
    <Card title={t('overview.accounts')} pointed={pointed}>
      {accounts.length === 0 && (
        <p className={styles.none}>
          {t('overview.noAccounts')}{' '}
          <Button type="link" size="small" onClick={onAdd}>
            {t('accounts.addAccount')}
          </Button>
        </p>
      )}
      <ul>
        {accounts.map((account) => (
          <li key={account.id} className={styles.account}>
            <p className={styles.name}>
              <StandingMark standing={account.enabled ? account.health : 'idle'} />
              <span>{account.name}</span>
              {account.origin === 'sandbox' && <Tag variant="filled">{t('overview.sandbox')}</Tag>}
              <span className={styles.state}>{account.enabled ? t(`health.${account.health}`) : t('standing.disabled')}</span>
            </p>
            {account.failure && <FailureNote failure={account.failure} />}
            <AddressNote account={account} />
            <CallbackUrl url={callbackUrlOf(account.id, listenerUrl, publicUrl).url} />
            <p className={styles.facts}>
              <span>{t(`platform.${account.platform}`)}</span>
              {account.lastMessageAt === undefined ? (
                <span>{t('overview.never')}</span>
              ) : (
                <span>
                  {t('overview.lastMessage')} <Time at={account.lastMessageAt} now={now} />
                </span>
              )}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Told until the admin has allowed the address. */
function AddressNote({ account }: { account: AccountStatus }) {
  const states = usePlatforms((state) => state.platforms.value);
  const allowedIps = usePlatforms((state) => state.allowedIps);
  const trouble = addressTrouble(account, states, allowedIps);
  return trouble ? <WayNote failure={trouble} part="token" /> : null;
}

/** As it goes into WeChat's console: behind the tunnel, where there is one. */
function CallbackUrl({ url }: { url: string }) {
  const { t } = useTranslation();
  return (
    <p className={styles.url} title={t('overview.callback')}>
      <code>{url}</code>
      <CopyButton text={url} what={t('overview.callback')} />
    </p>
  );
}
