import { ImportOutlined, PlusOutlined, QrcodeOutlined, RadarChartOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { ListSearch } from '../../components/list-search.tsx';
import styles from '../../components/list-tools.module.css';
import { ViewSwitch } from '../../components/view-switch.tsx';
import type { ListDeskState } from '../../stores/list-desk.ts';
import type { TargetFilter } from '../../stores/target-filter.ts';

interface Props {
  desk: ListDeskState<TargetFilter>;
  onAdd: () => void;
  onImport: () => void;
  onScan: () => void;
  onLabels: () => void;
  /** Into the list, from the search. */
  onDown: () => void;
}

/** Search and view at the left, ways to add servers at the right. */
export function ServerTools({ desk, onAdd, onImport, onScan, onLabels, onDown }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles.line}>
      <ListSearch
        label={t('servers.search')}
        hint={t('servers.searchHint')}
        text={desk.text}
        onSearch={(text) => desk.filter({ text })}
        onDown={onDown}
      />
      <ViewSwitch view={desk.view} views={['cards', 'table']} onView={desk.show} />
      <span className={styles.space} />
      <Button icon={<QrcodeOutlined aria-hidden />} title={t('labels.title')} onClick={onLabels}>
        <span className={styles.word}>{t('labels.short')}</span>
      </Button>
      <Button icon={<RadarChartOutlined aria-hidden />} title={t('servers.scan')} onClick={onScan}>
        <span className={styles.word}>{t('servers.scan')}</span>
      </Button>
      <Button icon={<ImportOutlined aria-hidden />} title={t('servers.import')} onClick={onImport}>
        <span className={styles.word}>{t('servers.import')}</span>
      </Button>
      <Button type="primary" icon={<PlusOutlined aria-hidden />} title={`${t('servers.addServer')} (n)`} onClick={onAdd}>
        <span className={styles.word}>{t('servers.addServer')}</span>
      </Button>
    </div>
  );
}
