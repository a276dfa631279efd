import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './side-panel.module.css';

interface Props {
  title: string;
  /** For a form with more in it. */
  isWide?: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** What is done beside the list of people or roles, with a name and a way out. */
export function SidePanel({ title, isWide = false, onClose, children }: Props) {
  const { t } = useTranslation();
  return (
    <aside className={styles.panel} data-wide={isWide} aria-label={title}>
      <div className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined />}
          aria-label={t('app.close')}
          title={`${t('app.close')} (Esc)`}
          onClick={onClose}
        />
      </div>
      {children}
    </aside>
  );
}
