import { SearchOutlined } from '@ant-design/icons';
import { type KeyboardEvent, type RefObject, useId, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Suggestion } from '../../../shared/filter/complete.ts';
import { mostValues } from '../../../shared/filter/parse.ts';
import type { Problem } from '../../../shared/filter/problems.ts';
import { limits } from '../../../shared/limits.ts';
import styles from './filter-input.module.css';
import { MarkedText } from './marked-text.tsx';
import { SuggestionList } from './suggestion-list.tsx';

interface Props {
  ref: RefObject<HTMLInputElement | null>;
  text: string;
  /** What is to be marked. */
  problems: Problem[];
  /** Points at the element that says what is wrong. */
  describedBy: string;
  complete: (cursor: number) => Suggestion[];
  onType: (text: string) => void;
  /** Searches at once. */
  onSet: (text: string) => void;
  /** Where the caret stands, while somebody is writing there; null else. */
  onCaret: (caret: number | null) => void;
}

/** Room for the quotes that a filter's text gets when it is written anew. */
const longest = limits.filterChars - 2 * mostValues;

/** The line that speaks the filter language: it completes what is written, and marks what isn't understood. */
export function FilterInput({ ref, text, problems, describedBy, complete, onType, onSet, onCaret }: Props) {
  const { t } = useTranslation();
  const list = useId();
  /** What an input method is composing: not a filter yet. */
  const [composed, setComposed] = useState<string | null>(null);
  const [suggestions, setSuggestions] = useState<Suggestion[]>([]);
  const [at, setAt] = useState(-1);
  const [scrolled, setScrolled] = useState(0);
  const caret = useRef<number | null>(null);
  const open = suggestions.length > 0;

  useLayoutEffect(() => {
    if (caret.current === null) return;
    ref.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });

  const suggest = (found: Suggestion[]) => {
    setSuggestions(found);
    setAt(-1);
  };
  const write = (value: string, cursor: number) => {
    onType(value);
    onCaret(cursor);
    suggest(/\S$/u.test(value.slice(0, cursor)) ? complete(cursor).filter((one) => isNews(one, value)) : []);
  };
  const take = ({ insert, range }: Suggestion) => {
    const ending = range.to === text.length && !insert.endsWith(':') ? ' ' : '';
    const before = text.slice(0, range.from) + insert + ending;
    caret.current = before.length;
    onType(before + text.slice(range.to));
    onCaret(before.length);
    suggest(insert.endsWith(':') ? complete(before.length) : []);
  };
  const steer = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = actOf(event);
    if (!act) return;
    event.preventDefault();
    act();
  };
  const actOf = ({ key, shiftKey, currentTarget }: KeyboardEvent<HTMLInputElement>): (() => void) | undefined => {
    const chosen = suggestions[at];
    switch (key) {
      case 'ArrowDown':
        if (open) return () => setAt((at + 1) % suggestions.length);
        return () => setSuggestions(complete(currentTarget.selectionStart ?? text.length));
      case 'ArrowUp':
        return open ? () => setAt((Math.max(at, 0) - 1 + suggestions.length) % suggestions.length) : undefined;
      case 'Tab': {
        const taken = chosen ?? suggestions[0];
        return taken && !shiftKey ? () => take(taken) : undefined;
      }
      case 'Enter':
        if (chosen) return () => take(chosen);
        return () => {
          suggest([]);
          onSet(text);
        };
      case 'Escape':
        if (open) return () => suggest([]);
        return text === '' ? () => currentTarget.blur() : () => onSet('');
      default:
        return undefined;
    }
  };

  return (
    <div className={styles.place}>
      <label className={styles.line}>
        <SearchOutlined aria-hidden className={styles.icon} />
        <span className={styles.field}>
          <MarkedText text={composed ?? text} problems={composed === null ? problems : []} scrolled={scrolled} />
          <input
            ref={ref}
            role="combobox"
            aria-label={t('messages.filter')}
            aria-autocomplete="list"
            aria-expanded={open}
            aria-controls={list}
            aria-activedescendant={at >= 0 ? `${list}-${at}` : undefined}
            aria-invalid={problems.length > 0}
            aria-describedby={describedBy}
            placeholder={t('messages.filterHint')}
            title={text === '' ? t('messages.filterHint') : undefined}
            className={styles.input}
            maxLength={longest}
            spellCheck={false}
            autoComplete="off"
            value={composed ?? text}
            onChange={({ target, nativeEvent }) => {
              if ((nativeEvent as InputEvent).isComposing) setComposed(target.value);
              else write(target.value, target.selectionStart ?? target.value.length);
            }}
            onCompositionStart={({ currentTarget }) => {
              setComposed(currentTarget.value);
              suggest([]);
            }}
            onCompositionEnd={({ currentTarget }) => {
              setComposed(null);
              write(currentTarget.value, currentTarget.selectionStart ?? currentTarget.value.length);
            }}
            onKeyDown={steer}
            onSelect={({ currentTarget }) => onCaret(currentTarget.selectionStart)}
            onScroll={({ currentTarget }) => setScrolled(currentTarget.scrollLeft)}
            onBlur={() => {
              suggest([]);
              onCaret(null);
            }}
          />
        </span>
        <kbd aria-hidden>/</kbd>
      </label>
      <SuggestionList id={list} suggestions={suggestions} at={at} onAt={setAt} onTake={take} />
    </div>
  );
}

/** Says more than what is written there already. */
const isNews = ({ insert, range }: Suggestion, text: string) => insert.toLowerCase() !== text.slice(range.from, range.to).toLowerCase();
