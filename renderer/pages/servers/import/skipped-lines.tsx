import { useTranslation } from 'react-i18next';
import type { ImportPreview } from '../../../../shared/target-import.ts';
import { useFailureText } from '../../../components/use-failure-text.ts';
import styles from './skipped-lines.module.css';

type Skipped = ImportPreview['skipped'];

/** Lines of which no server could be made, and why. */
export function SkippedLines({ skipped }: { skipped: Skipped }) {
  const { t } = useTranslation();
  if (skipped.length === 0) return null;
  return (
    <details className={styles.skipped} open={skipped.length <= 5}>
      <summary>{t('serverImport.skipped', { n: skipped.length })}</summary>
      <ul className={styles.lines}>
        {skipped.map((one, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they stay in their order
          <SkippedLine key={at} {...one} />
        ))}
      </ul>
    </details>
  );
}

function SkippedLine({ line, reason }: Skipped[number]) {
  const { t } = useTranslation();
  const { message, hint } = useFailureText(reason);
  return (
    <li>
      {t('serverImport.line')} {line}: {message} · {hint}
    </li>
  );
}
