import { useTranslation } from 'react-i18next';
import { buttonAt, type Menu } from '../../../shared/menu/menu.ts';
import { buttonPathOf } from '../../../shared/menu/refusal-place.ts';
import type { Place } from './places.ts';
import styles from './problem-list.module.css';
import type { ShownProblem } from './shown-problems.ts';
import { useButtonTexts } from './use-button-texts.ts';

interface Props {
  title: string;
  problems: readonly ShownProblem[];
  menu: Menu;
  onGoTo?: (place: Place) => void;
}

/** Problems with the buttons that they are about, each a click from its button. */
export function ProblemList({ title, problems, menu, onGoTo }: Props) {
  const { t } = useTranslation();
  const { nameOf, placeOf } = useButtonTexts();
  return (
    <section className={styles.list}>
      <p>{title}</p>
      <ul>
        {problems.map(({ path, message, hint, severity }) => {
          const place = buttonPathOf(path);
          const button = place && buttonAt(menu, place);
          const name = place && (button ? `${nameOf(button)} · ${placeOf(menu, place)}` : placeOf(menu, place));
          return (
            <li key={JSON.stringify(path) + message} className={styles.line} data-severity={severity}>
              <span aria-hidden className={styles.mark}>
                {severity === 'error' ? '▲' : '△'}
              </span>
              {place && onGoTo ? (
                <button type="button" className={styles.button} onClick={() => onGoTo(place)}>
                  {name}
                </button>
              ) : (
                name && <span className={styles.name}>{name}</span>
              )}
              <span>{t('menus.sentence', { message, hint })}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
