import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../components/copy-button.tsx';
import { QrCode } from '../../components/qr-code.tsx';
import { formatRoute } from '../../stores/route.ts';
import { sizes } from '../../theme/tokens.ts';
import styles from './status-page-link.module.css';

interface Props {
  /** Null where it is lost. */
  url: string | null;
  isPublic: boolean;
  onRenew: () => void;
}

/** The link to the status page: to copy, to scan, and to replace by another. */
export function StatusPageLink({ url, isPublic, onRenew }: Props) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  return (
    <section aria-label={t('statusPage.link')} className={styles.link}>
      {url !== null && <QrCode text={url} label={t('statusPage.qr')} size={sizes.qrSmall} margin={3} className={styles.qr} />}
      <div className={styles.text}>
        {url === null ? (
          <p role="alert">
            <span aria-hidden>▲ </span>
            {t('statusPage.noLink')}
          </p>
        ) : (
          <p className={styles.address}>
            <code data-testid="status-page-url">{url}</code>
            <CopyButton text={url} what={t('statusPage.link')} />
          </p>
        )}
        {url !== null && !isPublic && (
          <p className={styles.quiet}>
            {t('statusPage.isLocal')} <a href={formatRoute('connection')}>{t('statusPage.toConnection')}</a>
          </p>
        )}
        {asking && <p className={styles.quiet}>{t('statusPage.renewAsk')}</p>}
        <div className={styles.actions}>
          {asking ? (
            <>
              <Button
                danger
                size="small"
                onClick={() => {
                  setAsking(false);
                  onRenew();
                }}
              >
                {t('statusPage.renewDo')}
              </Button>
              <Button size="small" onClick={() => setAsking(false)}>
                {t('app.cancel')}
              </Button>
            </>
          ) : (
            <Button size="small" onClick={() => (url === null ? onRenew() : setAsking(true))}>
              {t('statusPage.renew')}
            </Button>
          )}
        </div>
      </div>
    </section>
  );
}
