import { CloseOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { formatTerm } from '../../../shared/filter/format.ts';
import type { ParsedFilter } from '../../../shared/filter/parse.ts';
import type { Problem } from '../../../shared/filter/problems.ts';
import { useSettings } from '../../stores/context.ts';
import styles from './chip-row.module.css';
import { filterChips } from './filter-chips.ts';

interface Props {
  /** The id of the element that says what isn't understood. */
  problemId: string;
  problem: Problem | undefined;
  filter: ParsedFilter['filter'];
  onToggle: (term: string) => void;
  onRemove: (index: number) => void;
}

/** The row below the line, always there: what isn't understood, the quick filters, and the terms that are set. */
export function ChipRow({ problemId, problem, filter, onToggle, onRemove }: Props) {
  const { t } = useTranslation();
  const written = filter.terms.map(formatTerm);
  const others = written.map((term, index) => ({ term, index })).filter(({ term }) => !filterChips.some((chip) => chip.term === term));
  return (
    <div className={styles.row}>
      <Reason id={problemId} problem={problem} />
      <fieldset aria-label={t('messages.chips')} className={styles.chips}>
        {filterChips.map(({ name, term }) => (
          <button
            key={name}
            type="button"
            aria-pressed={written.includes(term)}
            title={`${t(`messages.chipHint.${name}`)} (${term})`}
            className={styles.chip}
            onClick={() => onToggle(term)}
          >
            {t(`messages.chip.${name}`)}
          </button>
        ))}
        {others.map(({ term, index }) => (
          <button
            key={`${index} ${term}`}
            type="button"
            aria-label={t('messages.removeTermHint', { term })}
            title={t('messages.removeTermHint', { term })}
            className={styles.term}
            onClick={() => onRemove(index)}
          >
            <code>{term}</code>
            <CloseOutlined aria-hidden />
          </button>
        ))}
      </fieldset>
    </div>
  );
}

function Reason({ id, problem }: { id: string; problem: Problem | undefined }) {
  const { t } = useTranslation();
  const language = useSettings((state) => state.language);
  const text = problem && t('messages.problem', { message: problem.message[language], hint: problem.hint[language] });
  return (
    <p id={id} role="status" className={styles.problem} title={text}>
      {problem && (
        <>
          <span aria-hidden>▲ </span>
          {text}
        </>
      )}
    </p>
  );
}
