import { useTranslation } from 'react-i18next';
import type { Platform } from '../../../../shared/account.ts';
import type { ListenerStatus } from '../../../../shared/overview.ts';
import { formatRoute } from '../../../stores/route.ts';
import styles from './reach-step.module.css';

interface Props {
  platform: Platform;
  listener: ListenerStatus;
  /** The address is one that WeChat can reach. */
  isPublic: boolean;
  /** The tunnel lets requests through, or there is none. */
  isUp: boolean;
}

/** Whether WeChat can reach the listener, and what it asks of the address. */
export function ReachStep({ platform, listener, isPublic, isUp }: Props) {
  const { t } = useTranslation();
  return (
    <>
      {listener.health === 'down' ? (
        <p>{t('guide.reachDown')}</p>
      ) : (
        <p>
          {t('guide.reachUp')} <code>{listener.url}</code>
        </p>
      )}
      <p className={isPublic && isUp ? undefined : styles.local}>
        {isPublic && isUp ? (
          t('guide.reachPublic')
        ) : (
          <>
            <span aria-hidden>▲</span> {t(isPublic ? 'guide.reachBroken' : 'guide.reachLocal')}{' '}
            <a href={formatRoute('connection')}>{t(isPublic ? 'guide.seeConnection' : 'guide.toConnection')}</a>
          </>
        )}
      </p>
      <p>{t(platform === 'wecom' ? 'guide.reachWecom' : 'guide.reachOfficial')}</p>
    </>
  );
}
