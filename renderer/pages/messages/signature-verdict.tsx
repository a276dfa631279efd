import { useTranslation } from 'react-i18next';
import styles from './signature-steps.module.css';

/** Whether the signature matches, by mark and word. */
export function SignatureVerdict({ matches }: { matches: boolean }) {
  const { t } = useTranslation();
  return (
    <p className={styles.verdict} data-matches={matches}>
      <span aria-hidden>{matches ? '✓' : '✗'}</span> {matches ? t('detail.signatureMatches') : t('detail.signatureDiffers')}
    </p>
  );
}
