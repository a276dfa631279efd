import { CaretRightOutlined, PauseOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { type KeyboardEvent, type Ref, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { filters, type RowFilter } from '../../stores/message-rows.ts';
import styles from './filter-line.module.css';

interface Props {
  ref: Ref<HTMLInputElement>;
  filter: RowFilter;
  loaded: number;
  shown: number;
  paused: boolean;
  onFilter: (change: Partial<RowFilter>) => void;
  onPause: (paused: boolean) => void;
}

/** Narrows the rows that are loaded, and pauses the flow. */
export function FilterLine({ ref, filter, loaded, shown, paused, onFilter, onPause }: Props) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const leave = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.key !== 'Escape') return;
    event.preventDefault();
    if (filter.text) onFilter({ text: '' });
    else field.current?.blur();
  };
  return (
    <search className={styles.line}>
      <label className={styles.search}>
        <SearchOutlined aria-hidden className={styles.icon} />
        <input
          ref={(element) => {
            field.current = element;
            if (typeof ref === 'function') ref(element);
            else if (ref) ref.current = element;
          }}
          type="search"
          aria-label={t('messages.filter')}
          placeholder={`${t('messages.filter')}: ${t('messages.filterHint')}`}
          title={t('messages.filterHint')}
          className={styles.input}
          value={filter.text}
          onChange={(event) => onFilter({ text: event.target.value })}
          onKeyDown={leave}
        />
        <kbd aria-hidden>/</kbd>
      </label>
      <Segmented
        aria-label={t('messages.direction')}
        value={filter.direction}
        onChange={(direction) => onFilter({ direction })}
        options={(['all', 'in', 'out', 'refused'] as const).map((value) => ({ value, label: t(`direction.${value}`) }))}
      />
      <span role="status" className={styles.count}>
        {filters(filter) ? t('messages.matching', { shown, n: loaded }) : t('messages.loaded', { n: loaded })}
      </span>
      <Button
        type={paused ? 'primary' : 'default'}
        icon={paused ? <CaretRightOutlined /> : <PauseOutlined />}
        aria-pressed={paused}
        title={`${paused ? t('messages.paused') : t('messages.following')} (p)`}
        onClick={() => onPause(!paused)}
      >
        <span className={styles.word}>{paused ? t('messages.follow') : t('messages.pause')}</span>
      </Button>
    </search>
  );
}
