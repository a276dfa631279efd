import { useTranslation } from 'react-i18next';
import type { Platform } from '../../../../shared/account.ts';
import type { ListenerStatus } from '../../../../shared/overview.ts';
import { formatRoute } from '../../../stores/route.ts';
import styles from './reach-step.module.css';

interface Props {
  platform: Platform;
  listener: ListenerStatus;
  /** WeChat can reach the address. */
  isPublic: boolean;
}

/** Whether WeChat can reach the listener, and what it asks of the address. */
export function ReachStep({ platform, listener, isPublic }: Props) {
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
      <p className={isPublic ? undefined : styles.local}>
        {isPublic ? (
          t('guide.reachPublic')
        ) : (
          <>
            <span aria-hidden>▲</span> {t('guide.reachLocal')} <a href={formatRoute('connection')}>{t('guide.toConnection')}</a>
          </>
        )}
      </p>
      <p>{t(platform === 'wecom' ? 'guide.reachWecom' : 'guide.reachOfficial')}</p>
    </>
  );
}
