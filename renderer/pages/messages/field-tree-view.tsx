import { useTranslation } from 'react-i18next';
import type { FieldTree, FieldValue } from '../../../shared/wechat-message.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import styles from './detail-fields.module.css';

/** Names and values; what nests is indented. */
export function FieldTreeView({ fields }: { fields: FieldTree }) {
  return (
    <dl className={styles.tree}>
      {Object.entries(fields).flatMap(([name, value]) =>
        // An element that is repeated shows as often as it stands there.
        (Array.isArray(value) ? value : [value]).map((one, index) => <Field key={`${name}-${String(index)}`} name={name} value={one} />),
      )}
    </dl>
  );
}

function Field({ name, value }: { name: string; value: FieldValue }) {
  const { t } = useTranslation();
  if (typeof value === 'string') {
    return (
      <div className={styles.field}>
        <dt className={styles.name}>{name}</dt>
        <dd className={styles.value}>{value}</dd>
        <CopyButton text={value} what={t('copy.value')} />
      </div>
    );
  }
  return (
    <div className={styles.branch}>
      <dt className={styles.name}>{name}</dt>
      <dd>
        <FieldTreeView fields={Array.isArray(value) ? Object.fromEntries(value.map((one, index) => [String(index + 1), one])) : value} />
      </dd>
    </div>
  );
}
