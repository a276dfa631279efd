import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty.tsx';
import styles from './menus-page.module.css';

interface Props {
  /** The platform was asked, and has none. */
  isNoneThere: boolean;
  pulling: boolean;
  onStarter: () => void;
  onPull: () => void;
}

/** Where to begin. */
export function NoMenu({ isNoneThere, pulling, onStarter, onPull }: Props) {
  const { t } = useTranslation();
  return (
    <Empty title={t('menus.empty.title')} text={t('menus.empty.text')}>
      <div className={styles.starts}>
        <Button type="primary" onClick={onStarter}>
          {t('menus.empty.starter')}
        </Button>
        <Button loading={pulling} onClick={onPull}>
          {t('menus.empty.pull')}
        </Button>
      </div>
      {isNoneThere && (
        <p role="status" className={styles.quiet}>
          {t('menus.empty.noneThere')}
        </p>
      )}
    </Empty>
  );
}
