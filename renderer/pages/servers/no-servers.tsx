import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty.tsx';
import styles from './no-servers.module.css';

/** Before there is a server besides this computer. */
export function NoServers({ onAdd, onSshConfig }: { onAdd: () => void; onSshConfig: () => void }) {
  const { t } = useTranslation();
  return (
    <Empty text={t('servers.empty')}>
      <span className={styles.ways}>
        <Button type="primary" onClick={onAdd}>
          {t('servers.addServer')}
        </Button>
        <Button onClick={onSshConfig}>{t('servers.importSsh')}</Button>
      </span>
    </Empty>
  );
}

/** Nothing meets the filters. */
export function NoneFound({ onClear }: { onClear: () => void }) {
  const { t } = useTranslation();
  return (
    <Empty text={t('servers.none')}>
      <Button onClick={onClear}>{t('servers.clear')}</Button>
    </Empty>
  );
}
