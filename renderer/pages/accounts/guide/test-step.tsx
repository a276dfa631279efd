import { useTranslation } from 'react-i18next';
import type { Platform } from '../../../../shared/account.ts';
import { Time } from '../../../components/time.tsx';
import { useNow } from '../../../components/use-now.ts';
import { formatRoute } from '../../../stores/route.ts';

/** The test message, and whether it has come. */
export function TestStep({ platform, lastMessageAt }: { platform: Platform; lastMessageAt: number | undefined }) {
  const { t } = useTranslation();
  const now = useNow();
  return (
    <>
      <p>{t(platform === 'wecom' ? 'guide.testWecom' : 'guide.testOfficial')}</p>
      {lastMessageAt === undefined ? (
        <p>{t('guide.testNone')}</p>
      ) : (
        <p>
          {t('guide.testGot')} <Time at={lastMessageAt} now={now} /> · <a href={formatRoute('messages')}>{t('guide.toMessages')}</a>
        </p>
      )}
    </>
  );
}
