import { useTranslation } from 'react-i18next';
import type { SignatureCheck } from '../../../shared/message-log.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import styles from './signature-steps.module.css';
import { SignatureVerdict } from './signature-verdict.tsx';

/** The check of a signature, as one would do it by hand. */
export function SignatureSteps({ signature }: { signature: SignatureCheck | undefined }) {
  const { t } = useTranslation();
  if (!signature) return <p className={styles.how}>{t('detail.noSignature')}</p>;
  return (
    <div className={styles.steps}>
      <SignatureVerdict matches={signature.matches} />
      <p className={styles.how}>{t('detail.signatureHow')}</p>
      <ol className={styles.parts}>
        {signature.parts.map((part, index) => (
          <li key={part.label} className={styles.part}>
            <span className={styles.label}>
              {index + 1}. {part.label}
            </span>
            {part.label === 'token' ? (
              <span className={styles.masked}>{t('detail.tokenMasked')}</span>
            ) : (
              <>
                <code className={styles.text} title={part.text}>
                  {part.text}
                </code>
                <CopyButton text={part.text} what={part.label} />
              </>
            )}
          </li>
        ))}
      </ol>
      <dl className={styles.parts}>
        {(['computed', 'given'] as const).map((side) => (
          <div key={side} className={styles.part}>
            <dt className={styles.label}>{t(`detail.${side}`)}</dt>
            <dd className={styles.hash}>
              <code>{signature[side]}</code>
            </dd>
            <CopyButton text={signature[side]} what={t(`detail.${side}`)} />
          </div>
        ))}
      </dl>
      <p className={styles.how}>
        <code>{signature.name}</code>
      </p>
    </div>
  );
}
