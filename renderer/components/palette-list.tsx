import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './palette-list.module.css';

export interface Choice {
  id: string;
  label: string;
  /** Its own stroke, shown at the right. */
  keys?: string;
  /** It leads to further choices, so the palette stays open. */
  stays?: boolean;
  act: () => void;
}

interface Props {
  choices: Choice[];
  /** Offered once something is typed. */
  further?: Choice[];
  /** What can be made of any text, offered last. */
  choiceOf?: (text: string) => Choice;
  /** What is to be typed. */
  hint?: string;
  /** Backspace in an empty line goes back. */
  onBack?: () => void;
  onChoose: (choice: Choice) => void;
}

/** So many are shown at once. */
const mostShown = 60;

/** A search line over a list: arrows move, Enter chooses. */
export function PaletteList({ choices, further = [], choiceOf, hint, onBack, onChoose }: Props) {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  // why: its id is the English name of a page, which is typed without an input method
  const words = query.toLowerCase().split(/\s+/);
  const isTyped = query.trim() !== '';
  const fitting = (isTyped ? [...choices, ...further] : choices).filter(({ id, label }) =>
    words.every((word) => `${label} ${id}`.toLowerCase().includes(word)),
  );
  const shown = fitting.slice(0, mostShown);
  const found = isTyped && choiceOf ? [...shown, choiceOf(query.trim())] : shown;
  const chosen = found[at];

  const steer = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Backspace' && query === '' && onBack) {
      event.preventDefault();
      onBack();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length > 0) {
      event.preventDefault();
      setAt((at + step + found.length) % found.length);
    }
    if (event.key === 'Enter' && chosen) {
      event.preventDefault();
      onChoose(chosen);
    }
  };

  return (
    <>
      <input
        role="combobox"
        // biome-ignore lint/a11y/noAutofocus: each step of the palette is typed into at once
        autoFocus
        aria-expanded
        aria-controls="palette-list"
        aria-activedescendant={chosen ? `palette-${chosen.id}` : undefined}
        aria-label={t('palette.search')}
        placeholder={hint ?? t('palette.search')}
        className={styles.search}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
        onKeyDown={steer}
      />
      <div id="palette-list" role="listbox" aria-label={t('palette.title')} className={styles.list}>
        {found.map((choice, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the combobox
          <div
            key={choice.id}
            id={`palette-${choice.id}`}
            role="option"
            aria-selected={index === at}
            tabIndex={-1}
            className={styles.choice}
            ref={(element) => {
              if (index === at) element?.scrollIntoView({ block: 'nearest' });
            }}
            onMouseMove={() => setAt(index)}
            onClick={() => onChoose(choice)}
          >
            <span className={styles.label}>{choice.label}</span>
            {choice.keys && <Keys keys={choice.keys} />}
          </div>
        ))}
        {fitting.length > shown.length && <p className={styles.more}>{t('palette.more', { n: fitting.length - shown.length })}</p>}
      </div>
    </>
  );
}

function Keys({ keys }: { keys: string }) {
  return (
    <span className={styles.keys}>
      {keys.split(' ').map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}
