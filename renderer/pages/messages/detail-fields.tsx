import { useTranslation } from 'react-i18next';
import type { MessageDetail } from '../../../shared/message-log.ts';
import styles from './detail-fields.module.css';
import { FieldTreeView } from './field-tree-view.tsx';

/** Everything that stood in the message, by name. */
export function DetailFields({ message }: { message: MessageDetail }) {
  const { t } = useTranslation();
  const fields = message.message?.fields;
  if (!fields || Object.keys(fields).length === 0) return <p className={styles.none}>{t('detail.noFields')}</p>;
  return <FieldTreeView fields={fields} />;
}
