import { Segmented } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './detail-panes.module.css';

/** The form with the guide beside it; where there is no room for both, one at a time. */
export function DetailPanes({ settings, guide }: { settings: ReactNode; guide: ReactNode }) {
  const { t } = useTranslation();
  const [pane, setPane] = useState<'settings' | 'guide'>('settings');
  return (
    <>
      <div className={styles.switch}>
        <Segmented
          block
          aria-label={t('accounts.pane')}
          value={pane}
          onChange={setPane}
          options={[
            { value: 'settings', label: t('accounts.settings') },
            { value: 'guide', label: t('guide.title') },
          ]}
        />
      </div>
      <div className={styles.panes} data-pane={pane}>
        <div className={styles.pane} data-name="settings">
          {settings}
        </div>
        <div className={styles.pane} data-name="guide">
          <h2 className={styles.title}>{t('guide.title')}</h2>
          {guide}
        </div>
      </div>
    </>
  );
}
