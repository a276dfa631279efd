import { useTranslation } from 'react-i18next';
import type { Platform } from '../../../../shared/account.ts';
import { CopyButton } from '../../../components/copy-button.tsx';

/** Which address goes on the platform's allow-list, and where that is. */
export function IpStep({ platform, egressIp }: { platform: Platform; egressIp: string | undefined }) {
  const { t } = useTranslation();
  return (
    <>
      <p>{t(platform === 'wecom' ? 'guide.ipWecom1' : 'guide.ipOfficial1')}</p>
      <p>{t('guide.ip2')}</p>
      {egressIp === undefined ? (
        <p>{t('guide.egressUnknown')}</p>
      ) : (
        <p>
          {t('guide.egress')} <code>{egressIp}</code> <CopyButton text={egressIp} what="IP" />
        </p>
      )}
    </>
  );
}
