import { CheckOutlined, CloseOutlined, DownOutlined } from '@ant-design/icons';
import { Dropdown } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatTerm } from '../../../shared/filter/format.ts';
import type { ParsedFilter } from '../../../shared/filter/parse.ts';
import type { Problem } from '../../../shared/filter/problems.ts';
import chip from '../../components/chip.module.css';
import { useSettings } from '../../stores/context.ts';
import styles from './chip-row.module.css';
import { filterChips } from './filter-chips.ts';
import { useFitting } from './use-fitting.ts';

interface Props {
  /** The id of the element that says what isn't understood. */
  problemId: string;
  problem: Problem | undefined;
  filter: ParsedFilter['filter'];
  onToggle: (term: string) => void;
  onRemove: (index: number) => void;
}

/** A button of the row: a quick filter that is set or not, or a term to be taken out. */
interface Chip {
  key: string;
  label: ReactNode;
  title: string;
  /** Of quick filters: whether its term is set. */
  pressed?: boolean;
  act: () => void;
}

/** What the button for those that don't fit takes at the most, with its gap, in px. */
const morePx = 52;

/** The row below the line, always there: what isn't understood, the quick filters, and the terms that are set. */
export function ChipRow({ problemId, problem, filter, onToggle, onRemove }: Props) {
  const { t } = useTranslation();
  const written = filter.terms.map(formatTerm);
  const chips: Chip[] = filterChips.map(({ name, term }) => ({
    key: name,
    label: t(`messages.chip.${name}`),
    title: `${t(`messages.chipHint.${name}`)} (${term})`,
    pressed: written.includes(term),
    act: () => onToggle(term),
  }));
  const terms: Chip[] = written
    .map((term, index) => ({
      key: `${index} ${term}`,
      term,
      label: <code>{term}</code>,
      title: t('messages.removeTermHint', { term }),
      act: () => onRemove(index),
    }))
    .filter(({ term }) => !filterChips.some((quick) => quick.term === term));
  const all = [...chips, ...terms];
  const { line, shown, end } = useFitting(morePx);
  const hidden = all.slice(shown);
  return (
    <div className={styles.row}>
      <Reason id={problemId} problem={problem} />
      <fieldset aria-label={t('messages.chips')} className={styles.chips}>
        <div ref={line} className={styles.line}>
          {all.map((one, index) => (
            <ChipButton key={one.key} of={one} hidden={index >= shown} />
          ))}
        </div>
        {hidden.length > 0 && <MoreChips chips={hidden} left={end} />}
      </fieldset>
    </div>
  );
}

function ChipButton({ of: { label, title, pressed, act }, hidden }: { of: Chip; hidden: boolean }) {
  const isTerm = pressed === undefined;
  return (
    <button
      type="button"
      aria-pressed={pressed}
      aria-label={isTerm ? title : undefined}
      title={title}
      className={isTerm ? `${chip.chip} ${styles.term}` : chip.chip}
      data-hidden={hidden}
      onClick={act}
    >
      {label}
      {isTerm && <CloseOutlined aria-hidden />}
    </button>
  );
}

/** Opens those that don't fit. `left` is where it stands, in px. */
function MoreChips({ chips, left }: { chips: Chip[]; left: number }) {
  const { t } = useTranslation();
  const set = chips.filter(({ pressed }) => pressed !== false).length;
  const name = t('messages.moreChips', { n: chips.length });
  const label = set === 0 ? name : `${name}, ${t('messages.moreChipsSet', { n: set })}`;
  const items = chips.map(({ key, label: text, title, pressed, act }) => ({
    key,
    title,
    icon: pressed === undefined ? <CloseOutlined /> : <CheckOutlined className={pressed ? '' : (styles.unset ?? '')} />,
    label: pressed === undefined ? title : text,
    role: pressed === undefined ? 'menuitem' : 'menuitemcheckbox',
    'aria-checked': pressed,
    onClick: act,
  }));
  return (
    <Dropdown trigger={['click']} autoFocus menu={{ items }}>
      <button
        type="button"
        aria-haspopup="menu"
        aria-label={label}
        title={label}
        className={`${chip.chip} ${styles.more}`}
        data-set={set > 0}
        style={{ left }}
      >
        +{chips.length}
        <DownOutlined aria-hidden />
      </button>
    </Dropdown>
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
