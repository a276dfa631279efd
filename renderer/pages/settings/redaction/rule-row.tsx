import { DeleteOutlined, EditOutlined } from '@ant-design/icons';
import { Button, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import type { RedactionRule } from '../../../../shared/redaction.ts';
import { useAccountName } from '../../../stores/context.ts';
import styles from './redaction.module.css';

interface Props {
  rule: RedactionRule;
  onSwitch: (on: boolean) => void;
  onEdit: () => void;
  onDelete: () => void;
}

/** A rule in the list. */
export function RuleRow({ rule: { name, pattern, replacement, account, on }, onSwitch, onEdit, onDelete }: Props) {
  const { t } = useTranslation();
  const nameOf = useAccountName();
  return (
    <li className={styles.row} data-testid="redaction-rule" data-on={on}>
      <Switch size="small" aria-label={t('redaction.on', { name })} checked={on} onChange={onSwitch} />
      <div className={styles.what}>
        <p className={styles.name}>
          {name} <span className={styles.quiet}>· {account === null ? t('redaction.everyAccount') : nameOf(account)}</span>
        </p>
        <p className={styles.pattern} title={pattern}>
          <code>{pattern}</code> → <code>{replacement}</code>
        </p>
      </div>
      <Button
        type="text"
        size="small"
        icon={<EditOutlined />}
        aria-label={t('redaction.editOf', { name })}
        title={t('redaction.edit')}
        onClick={onEdit}
      />
      <Button
        type="text"
        size="small"
        icon={<DeleteOutlined />}
        aria-label={t('redaction.deleteOf', { name })}
        title={t('redaction.delete')}
        onClick={onDelete}
      />
    </li>
  );
}
