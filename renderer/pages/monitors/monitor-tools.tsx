import { ExportOutlined, ImportOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { ListSearch } from '../../components/list-search.tsx';
import styles from '../../components/list-tools.module.css';
import { ViewSwitch } from '../../components/view-switch.tsx';
import type { ListDeskState } from '../../stores/list-desk.ts';
import type { MonitorFilter } from '../../stores/monitor-list.ts';

interface Props {
  desk: ListDeskState<MonitorFilter>;
  onAdd: () => void;
  onImport: () => void;
  /** Absent where there is nothing to export. */
  onExport: (() => void) | undefined;
  /** Into the list, from the search. */
  onDown: () => void;
}

/** Search and view at the left, ways to add monitors at the right. */
export function MonitorTools({ desk, onAdd, onImport, onExport, onDown }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles.line}>
      <ListSearch
        label={t('monitors.search')}
        hint={t('monitors.searchHint')}
        text={desk.text}
        onSearch={(text) => desk.filter({ text })}
        onDown={onDown}
      />
      <ViewSwitch view={desk.view} views={['table', 'cards']} onView={desk.show} />
      <span className={styles.space} />
      <Button icon={<ExportOutlined aria-hidden />} title={t('monitors.exportHint')} disabled={!onExport} onClick={onExport}>
        <span className={styles.word}>{t('monitors.export')}</span>
      </Button>
      <Button icon={<ImportOutlined aria-hidden />} title={t('monitors.importTitle')} onClick={onImport}>
        <span className={styles.word}>{t('monitors.import')}</span>
      </Button>
      <Button type="primary" icon={<PlusOutlined aria-hidden />} title={`${t('monitors.addMonitor')} (n)`} onClick={onAdd}>
        <span className={styles.word}>{t('monitors.addMonitor')}</span>
      </Button>
    </div>
  );
}
