import { CaretRightOutlined, PauseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { memo, type RefObject, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../shared/filter/problems.ts';
import { useMessageFilter, useMessages, useStores } from '../../stores/context.ts';
import { ChipRow } from './chip-row.tsx';
import { ExportButtons } from './export-buttons.tsx';
import { FilterCount } from './filter-count.tsx';
import { FilterInput } from './filter-input.tsx';
import styles from './filter-line.module.css';
import { SavedFilters } from './saved-filters.tsx';

/** Searches the log, and pauses the flow. */
export const FilterLine = memo(function FilterLine({ ref }: { ref: RefObject<HTMLInputElement | null> }) {
  const { t } = useTranslation();
  const line = useMessageFilter((state) => state);
  const paused = useMessages((state) => state.paused);
  const pause = useMessages((state) => state.pause);
  const { overview } = useStores();
  const problemId = useId();
  const [caret, setCaret] = useState<number | null>(null);
  const problems = line.problems.filter((problem) => !isBegun(problem, caret));
  return (
    <search className={styles.place}>
      <div className={styles.line}>
        <FilterInput
          ref={ref}
          text={line.text}
          problems={problems}
          describedBy={problemId}
          complete={(cursor) => line.complete(cursor, overview.getState().overview.value?.accounts.map(({ id }) => id) ?? [])}
          onType={line.type}
          onSet={line.set}
          onCaret={setCaret}
        />
        <SavedFilters text={line.text} onUse={line.set} />
        <FilterCount />
        <Button
          type={paused ? 'primary' : 'default'}
          icon={paused ? <CaretRightOutlined /> : <PauseOutlined />}
          aria-pressed={paused}
          title={`${paused ? t('messages.paused') : t('messages.following')} (p)`}
          onClick={() => pause(!paused)}
        >
          <span className={styles.word}>{paused ? t('messages.follow') : t('messages.pause')}</span>
        </Button>
        <ExportButtons />
      </div>
      <ChipRow problemId={problemId} problem={problems[0]} filter={line.filter} onToggle={line.toggle} onRemove={line.remove} />
    </search>
  );
});

/** What is just being written has not gone wrong yet. */
const isBegun = ({ code, to }: Problem, caret: number | null) => caret === to && (code === 'missing-value' || code === 'open-quote');
