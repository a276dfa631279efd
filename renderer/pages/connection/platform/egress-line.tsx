import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Platform } from '../../../../shared/account.ts';
import type { PlatformState } from '../../../../shared/platform.ts';
import { CopyButton } from '../../../components/copy-button.tsx';
import { Time } from '../../../components/time.tsx';
import { useNow } from '../../../components/use-now.ts';
import styles from './egress-line.module.css';

interface Props {
  egress: PlatformState['egress'];
  platform: Platform;
  isNew: boolean;
  onAllowed: (ip: string) => void;
}

/** The address that the platform sees, and where it goes; told loudly when it is another one than before. */
export function EgressLine({ egress, platform, isNew, onAllowed }: Props) {
  const { t } = useTranslation();
  const now = useNow();
  if (!egress) return <span className={styles.quiet}>{t('platforms.ipUnknown')}</span>;
  const { ip, since, before } = egress;
  const address = (
    <span className={styles.address}>
      <code>{ip}</code>
      <CopyButton text={ip} what={t('platforms.ip')} />
    </span>
  );
  if (!isNew || before === undefined) {
    return (
      <>
        {address} <span className={styles.quiet}>{t(`platforms.ipFor.${platform}`)}</span>
      </>
    );
  }
  return (
    <div role="alert" className={styles.moved} data-testid="ip-moved">
      <p className={styles.head}>
        <span aria-hidden className={styles.mark}>
          ▲
        </span>
        <b>{t('platforms.ipMoved')}</b>
        <span className={styles.quiet}>
          <Time at={since} now={Math.max(now, since)} />
        </span>
        <Button type="primary" size="small" onClick={() => onAllowed(ip)}>
          {t('platforms.ipAllowed')}
        </Button>
      </p>
      {address}
      <p>{t(`platforms.ipMovedWhat.${platform}`, { before, ip })}</p>
    </div>
  );
}
