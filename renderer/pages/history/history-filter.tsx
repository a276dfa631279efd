import { ExportOutlined, FilterOutlined, SafetyCertificateOutlined } from '@ant-design/icons';
import { Button, Input, type InputRef, Select } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { runStates, toldOrigins } from '../../../shared/run.ts';
import { useKeys } from '../../components/use-keys.ts';
import { useRunExports, useRuns, useStores } from '../../stores/context.ts';
import { extraConditions, type RunFilter } from '../../stores/run-list.ts';
import styles from './history-filter.module.css';
import { MoreConditions } from './more-conditions.tsx';

interface Props {
  filter: RunFilter;
  onChange: (filter: Partial<RunFilter>) => void;
}

/** What of the history is shown, and whether its trail is whole. */
export function HistoryFilter({ filter, onChange }: Props) {
  const { t } = useTranslation();
  const { runExports } = useStores();
  const isExporting = useRunExports((state) => state.isOpen);
  const search = useRef<InputRef>(null);
  const conditions = extraConditions(filter);
  const [isMore, setMore] = useState(conditions > 0);
  useKeys({ '/': () => search.current?.focus() });
  const origins = (['all', ...toldOrigins] as const).map((value) => ({ value, label: t(`history.origin.${value}`) }));
  const states = [
    { value: 'all' as const, label: t('history.anyState') },
    ...runStates.map((value) => ({ value, label: t(`run.${value}`) })),
  ];
  return (
    <div className={styles.place}>
      <div className={styles.line}>
        <Input
          ref={search}
          allowClear
          className={styles.search ?? ''}
          aria-label={t('history.search')}
          placeholder={t('history.searchHint')}
          title={t('history.searchHint')}
          value={filter.text}
          onChange={({ target }) => onChange({ text: target.value })}
        />
        <Select
          className={styles.choice ?? ''}
          aria-label={t('history.from')}
          value={filter.origin}
          options={origins}
          onChange={(origin) => onChange({ origin })}
        />
        <Select
          className={styles.choice ?? ''}
          aria-label={t('history.state')}
          value={filter.state}
          options={states}
          onChange={(state) => onChange({ state })}
        />
        <Button icon={<FilterOutlined aria-hidden />} aria-expanded={isMore} title={t('runFilter.title')} onClick={() => setMore(!isMore)}>
          {conditions > 0 ? t('runFilter.moreOf', { n: conditions }) : t('runFilter.more')}
        </Button>
        <Button
          icon={<ExportOutlined />}
          aria-label={t('runExport.open')}
          title={t('runExport.title')}
          aria-expanded={isExporting}
          onClick={() => runExports.getState().open(!isExporting)}
        />
        <TrailCheck />
      </div>
      {isMore && <MoreConditions filter={filter} onChange={onChange} />}
    </div>
  );
}

/** Checks the audit trail, and says in its place what was found. */
function TrailCheck() {
  const { t } = useTranslation();
  const { runs } = useStores();
  const trail = useRuns((state) => state.trail);
  const told = () => {
    if (trail?.state === 'failed') return trail.failure.message;
    if (trail?.state !== 'ready') return '';
    const { checked, broken } = trail.value;
    return broken === undefined ? t('history.trailWhole', { n: checked }) : t('history.trailBroken', { n: broken });
  };
  const isBroken = trail?.state === 'ready' && trail.value.broken !== undefined;
  return (
    <div className={styles.trail}>
      <p role="status" data-tone={isBroken ? 'down' : 'ok'}>
        {told()}
      </p>
      <Button
        icon={<SafetyCertificateOutlined aria-hidden />}
        loading={trail?.state === 'loading'}
        title={t('history.verifyHint')}
        onClick={() => void runs.getState().verify()}
      >
        {t('history.verify')}
      </Button>
    </div>
  );
}
