import { AppstoreOutlined, ExportOutlined, ImportOutlined, PlusOutlined, SearchOutlined, UnorderedListOutlined } from '@ant-design/icons';
import { Button, Input, type InputRef, Segmented } from 'antd';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import styles from '../../components/list-tools.module.css';
import type { MonitorsView } from '../../stores/monitor-desk.ts';

interface Props {
  search: RefObject<InputRef | null>;
  text: string;
  view: MonitorsView;
  onSearch: (text: string) => void;
  onView: (view: MonitorsView) => void;
  onAdd: () => void;
  onImport: () => void;
  /** Absent where there is nothing to export. */
  onExport: (() => void) | undefined;
  /** Into the list, from the search. */
  onDown: () => void;
}

const views = { table: UnorderedListOutlined, cards: AppstoreOutlined };

/** Search and view at the left, ways to add monitors at the right. */
export function MonitorTools({ search, text, view, onSearch, onView, onAdd, onImport, onExport, onDown }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles.line}>
      <Input
        ref={search}
        type="search"
        className={styles.search ?? ''}
        prefix={<SearchOutlined aria-hidden />}
        aria-label={t('monitors.search')}
        placeholder={t('monitors.searchHint')}
        maxLength={200}
        value={text}
        onChange={(event) => onSearch(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'ArrowDown' || event.key === 'Enter') {
            event.preventDefault();
            onDown();
          }
          if (event.key === 'Escape') {
            event.preventDefault();
            if (text === '') event.currentTarget.blur();
            else onSearch('');
          }
        }}
      />
      <Segmented
        aria-label={t('monitors.view')}
        value={view}
        onChange={onView}
        options={(['table', 'cards'] as const).map((value) => {
          const Icon = views[value];
          return {
            value,
            label: (
              <span title={t(`monitors.${value}`)}>
                <Icon aria-hidden /> <span className={styles.word}>{t(`monitors.${value}`)}</span>
              </span>
            ),
          };
        })}
      />
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
