import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLostFocus } from './use-lost-focus.ts';
import styles from './way-page.module.css';

interface Props {
  title: string;
  intro: string;
  /** What is shown of it at present. */
  step?: string;
  /** Stands below what scrolls. */
  foot?: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

/** A way to add many servers or monitors at once: in the place of the list, never above it. */
export function WayPage({ title, intro, step, foot, onClose, children }: Props) {
  const { t } = useTranslation();
  const body = useLostFocus<HTMLDivElement>(true, step);
  return (
    <section aria-label={title} className={styles.page}>
      <div className={styles.head}>
        <Button
          type="text"
          icon={<ArrowLeftOutlined />}
          aria-label={t('app.backToList')}
          title={`${t('app.backToList')} (Esc)`}
          onClick={onClose}
        />
        <h2 className={styles.title}>{title}</h2>
        <p className={styles.intro}>{intro}</p>
      </div>
      <div ref={body} tabIndex={-1} className={styles.body}>
        {children}
      </div>
      {foot && <div className={styles.foot}>{foot}</div>}
    </section>
  );
}
