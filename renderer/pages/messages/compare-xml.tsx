import { useTranslation } from 'react-i18next';
import type { ComparedLine } from '../../text/compare.ts';
import { CompareMark } from './compare-mark.tsx';
import styles from './compare-view.module.css';

/** The XML of both, line by line. */
export function CompareXml({ lines }: { lines: ComparedLine[] }) {
  const { t } = useTranslation();
  return (
    <ol className={styles.lines}>
      {lines.map(({ first, second, standing }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of two texts never change places
        <li key={index} className={styles.pair} data-standing={standing}>
          <span>
            <CompareMark standing={standing} />
            {standing !== 'same' && <span className="only-read">{t(`compare.standing.${standing}`)}</span>}
          </span>
          <code>{first}</code>
          <code>{second}</code>
        </li>
      ))}
    </ol>
  );
}
