import { useTranslation } from 'react-i18next';
import type { Suggestion } from '../../../shared/filter/complete.ts';
import { useSettings } from '../../stores/context.ts';
import styles from './suggestion-list.module.css';

interface Props {
  id: string;
  suggestions: Suggestion[];
  at: number;
  onAt: (at: number) => void;
  onTake: (suggestion: Suggestion) => void;
}

/** What may be written, under the line in which one writes. */
export function SuggestionList({ id, suggestions, at, onAt, onTake }: Props) {
  const { t } = useTranslation();
  const language = useSettings((state) => state.language);
  return (
    <div className={styles.popup} hidden={suggestions.length === 0}>
      <div id={id} role="listbox" aria-label={t('messages.suggestions')} className={styles.list}>
        {suggestions.map((suggestion, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the combobox
          <div
            key={suggestion.label}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            tabIndex={-1}
            className={styles.choice}
            ref={(element) => {
              if (index === at) element?.scrollIntoView({ block: 'nearest' });
            }}
            onMouseMove={() => onAt(index)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onTake(suggestion)}
          >
            <code className={styles.label}>{suggestion.label}</code>
            <span className={styles.about}>{suggestion.description[language]}</span>
          </div>
        ))}
      </div>
      <p aria-hidden className={styles.keys}>
        {t('messages.filterKeys')}
      </p>
    </div>
  );
}
