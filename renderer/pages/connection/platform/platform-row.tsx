import { Button, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AccountStatus } from '../../../../shared/overview.ts';
import type { PlatformState } from '../../../../shared/platform.ts';
import { FailureNote } from '../../../components/failure-note.tsx';
import type { PlatformCheck } from '../../../stores/platforms.ts';
import { spinner } from '../spinner.ts';
import { CheckOutcome } from './check-outcome.tsx';
import { EgressLine } from './egress-line.tsx';
import { Gauges } from './gauges.tsx';
import styles from './platform-row.module.css';
import { TokenLine } from './token-line.tsx';

interface Props {
  account: AccountStatus;
  platform: PlatformState;
  /** The platform sees another address than before, and nobody has dealt with that yet. */
  isNewAddress: boolean;
  check: PlatformCheck | undefined;
  onCheck: () => void;
  onAllowed: (ip: string) => void;
}

/** One account with its platform: its token, its way out, and how much of the limits is used up. */
export function PlatformRow({ account, platform, isNewAddress, check, onCheck, onAllowed }: Props) {
  const { t } = useTranslation();
  const { id, name, origin, enabled } = account;
  const { token, gauges, wayOut, egress } = platform;
  const tokenFailure = token.state === 'failed' ? token.failure : undefined;
  return (
    <li className={styles.row} data-testid="platform-row" data-id={id}>
      <div className={styles.head}>
        <h3 className={styles.name} title={name}>
          {name}
        </h3>
        {origin === 'sandbox' && <Tag variant="filled">{t('accounts.sandbox')}</Tag>}
        <span className={styles.space} />
        <Button size="small" disabled={!enabled} loading={spinner(check?.state === 'running')} onClick={onCheck}>
          {check?.state === 'running' ? t('platforms.checking') : t('platforms.check')}
        </Button>
      </div>
      <dl className={styles.facts}>
        <dt>{t('platforms.token')}</dt>
        <dd>{enabled ? <TokenLine token={token} /> : t('platforms.disabled')}</dd>
        {enabled && (
          <>
            <dt>{t('platforms.wayOut')}</dt>
            <dd>{t(`platforms.via.${wayOut}`)}</dd>
          </>
        )}
        {enabled && origin !== 'sandbox' && (
          <>
            <dt>{t('platforms.ip')}</dt>
            <dd>
              <EgressLine egress={egress} platform={account.platform} isNew={isNewAddress} onAllowed={onAllowed} />
            </dd>
          </>
        )}
      </dl>
      {tokenFailure && <FailureNote failure={tokenFailure} />}
      {check && check.state !== 'running' && !(check.state === 'failed' && check.failure.code === tokenFailure?.code) && (
        <CheckOutcome check={check} />
      )}
      {gauges.length > 0 && <Gauges gauges={gauges} />}
    </li>
  );
}
