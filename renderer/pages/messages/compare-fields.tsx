import { useTranslation } from 'react-i18next';
import type { ComparedField } from '../../text/compare.ts';
import { CompareMark } from './compare-mark.tsx';
import styles from './compare-view.module.css';

/** Fields by name, the value of each side below; how they stand is said, not only coloured. */
export function CompareFields({ fields }: { fields: ComparedField[] }) {
  const { t } = useTranslation();
  if (fields.length === 0) return null;
  return (
    <dl className={styles.fields}>
      {fields.map(({ name, first, second, standing }) => (
        <div key={name} className={styles.field} data-standing={standing} data-testid="compared-field">
          <dt className={styles.name}>
            <CompareMark standing={standing} /> {name} {standing !== 'same' && <span>{t(`compare.standing.${standing}`)}</span>}
          </dt>
          <dd className={styles.value}>{first ?? <em>{t('compare.missing')}</em>}</dd>
          <dd className={styles.value}>{second ?? <em>{t('compare.missing')}</em>}</dd>
        </div>
      ))}
    </dl>
  );
}
