import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../../components/copy-button.tsx';
import { QrCode } from '../../../components/qr-code.tsx';
import { sizes } from '../../../theme/tokens.ts';
import styles from './public-url.module.css';

interface Props {
  url: string | undefined;
  /** It leads nowhere at the moment. */
  faded: boolean;
  /** What stands below it, beside the code. */
  children: ReactNode;
}

/** The address that WeChat reaches the listener at, to copy and to scan. */
export function PublicUrl({ url, faded, children }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles.place}>
      <div className={styles.text}>
        <h3 className={styles.name}>{t('tunnel.publicUrl')}</h3>
        {url === undefined ? (
          <p className={styles.none}>{t('tunnel.noUrl')}</p>
        ) : (
          <p className={styles.url} data-faded={faded}>
            <code>{url}</code>
            <CopyButton text={url} what={t('tunnel.publicUrl')} />
          </p>
        )}
        {children}
      </div>
      {url !== undefined && <QrCode text={url} label={t('tunnel.qr')} size={sizes.qrSmall} className={styles.qr} />}
    </div>
  );
}
