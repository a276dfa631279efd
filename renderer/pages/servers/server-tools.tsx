import {
  AppstoreOutlined,
  ImportOutlined,
  PlusOutlined,
  QrcodeOutlined,
  RadarChartOutlined,
  SearchOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons';
import { Button, Input, type InputRef, Segmented } from 'antd';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import styles from '../../components/list-tools.module.css';

interface Props {
  search: RefObject<InputRef | null>;
  text: string;
  view: 'cards' | 'table';
  onSearch: (text: string) => void;
  onView: (view: 'cards' | 'table') => void;
  onAdd: () => void;
  onImport: () => void;
  onScan: () => void;
  onLabels: () => void;
  /** Into the list, from the search. */
  onDown: () => void;
}

/** Search and view at the left, ways to add servers at the right. */
export function ServerTools({ search, text, view, onSearch, onView, onAdd, onImport, onScan, onLabels, onDown }: Props) {
  const { t } = useTranslation();
  const views = { cards: AppstoreOutlined, table: UnorderedListOutlined };
  return (
    <div className={styles.line}>
      <Input
        ref={search}
        type="search"
        className={styles.search ?? ''}
        prefix={<SearchOutlined aria-hidden />}
        aria-label={t('servers.search')}
        placeholder={t('servers.searchHint')}
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
        aria-label={t('servers.view')}
        value={view}
        onChange={onView}
        options={(['cards', 'table'] as const).map((value) => {
          const Icon = views[value];
          return {
            value,
            label: (
              <span title={t(`servers.${value}`)}>
                <Icon aria-hidden /> <span className={styles.word}>{t(`servers.${value}`)}</span>
              </span>
            ),
          };
        })}
      />
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
