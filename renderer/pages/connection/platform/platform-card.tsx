import { Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AccountStatus } from '../../../../shared/overview.ts';
import { Card } from '../../../components/card.tsx';
import { FailureNote } from '../../../components/failure-note.tsx';
import { newAccount } from '../../../stores/accounts.ts';
import { usePlatforms, useStores } from '../../../stores/context.ts';
import { hasNewAddress } from '../../../stores/platforms.ts';
import styles from './platform-card.module.css';
import { PlatformRow } from './platform-row.tsx';

interface Props {
  pointed: boolean;
  accounts: AccountStatus[];
}

/** How each account stands with its platform; the simulator's stand last. */
export function PlatformCard({ pointed, accounts }: Props) {
  const { t } = useTranslation();
  const { route } = useStores();
  const { platforms, checks, allowedIps, load, check, allowIp } = usePlatforms((state) => state);
  const sorted = [...accounts].sort((one, other) => Number(one.origin === 'sandbox') - Number(other.origin === 'sandbox'));
  const rows = sorted.flatMap((account) => {
    const platform = platforms.value?.find((one) => one.account === account.id);
    return platform ? [{ account, platform }] : [];
  });
  return (
    <Card title={t('platforms.title')} pointed={pointed}>
      {platforms.state === 'failed' && (
        <div className={styles.padded}>
          <FailureNote failure={platforms.failure} onRetry={() => void load()} />
        </div>
      )}
      {!platforms.value && platforms.state === 'loading' && (
        <div className={styles.padded}>
          <Skeleton active title={false} paragraph={{ rows: 4 }} />
        </div>
      )}
      {platforms.value && rows.length === 0 && (
        <p className={styles.none}>
          {t('platforms.none')}{' '}
          <Button type="link" size="small" onClick={() => route.getState().go('accounts', newAccount)}>
            {t('platforms.toAccounts')}
          </Button>
        </p>
      )}
      <ul>
        {rows.map(({ account, platform }) => (
          <PlatformRow
            key={account.id}
            account={account}
            platform={platform}
            isNewAddress={hasNewAddress(platform, allowedIps)}
            check={checks[account.id]}
            onCheck={() => void check(account.id)}
            onAllowed={(ip) => allowIp(account.id, ip)}
          />
        ))}
      </ul>
    </Card>
  );
}
