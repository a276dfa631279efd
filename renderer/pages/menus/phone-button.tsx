import { type PointerEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { DropSide } from './drop-place.ts';
import styles from './phone-button.module.css';
import type { Place } from './places.ts';

/** What the console knows of a button besides what the phone shows. */
export interface ButtonMark {
  errors: number;
  warnings: number;
  /** How often it was tapped; undefined where nobody is told. */
  taps: number | undefined;
}

interface Props {
  place: Place;
  name: string;
  /** How many stand in the same row or stack. */
  count: number;
  /** How many it opens; undefined below the bar. */
  subs?: number;
  isOpen?: boolean;
  isSelected: boolean;
  hasFocus: boolean;
  isDragged: boolean;
  drop: DropSide | 'no' | undefined;
  mark: ButtonMark;
  onSelect: () => void;
  onPress: (event: PointerEvent) => void;
}

/** One button of the menu: as it looks on the phone, with what is wrong with it at its edge. */
export function PhoneButton({ place, name, count, subs, isOpen, isSelected, hasFocus, isDragged, drop, mark, onSelect, onPress }: Props) {
  const { t } = useTranslation();
  const element = useFocus(hasFocus);
  const { errors, warnings, taps } = mark;
  const told = [
    name === '' ? t('menus.unnamed') : name,
    ...(subs ? [t('menus.opensSubs', { n: subs })] : []),
    ...(errors > 0 ? [t('menus.problems', { n: errors })] : []),
    ...(warnings > 0 ? [t('menus.warnings', { n: warnings })] : []),
    ...(taps ? [t('menus.tapsCount', { n: taps })] : []),
  ];
  return (
    <button
      ref={element}
      type="button"
      role="treeitem"
      aria-level={place.length}
      aria-posinset={(place.at(-1) ?? 0) + 1}
      aria-setsize={count}
      aria-selected={isSelected}
      {...(subs ? { 'aria-expanded': isOpen === true } : {})}
      aria-label={told.join(', ')}
      tabIndex={isSelected ? 0 : -1}
      className={styles.button}
      data-place={place.join('.')}
      data-level={place.length}
      data-dragged={isDragged}
      data-drop={drop}
      title={told.join('\n')}
      onFocus={onSelect}
      onClick={onSelect}
      onPointerDown={onPress}
    >
      {subs ? <span aria-hidden>≡</span> : null}
      <span className={styles.name} data-empty={name === ''}>
        {name === '' ? t('menus.unnamed') : name}
      </span>
      <Badge mark={mark} />
    </button>
  );
}

/** Problems by shape and number; taps where there are none. */
function Badge({ mark: { errors, warnings, taps } }: { mark: ButtonMark }) {
  const { t } = useTranslation();
  if (errors + warnings > 0) {
    return (
      <span aria-hidden className={styles.mark} data-tone={errors > 0 ? 'error' : 'warning'}>
        {errors > 0 ? `▲ ${errors}` : `△ ${warnings}`}
      </span>
    );
  }
  if (!taps) return null;
  return (
    <span aria-hidden className={styles.mark}>
      {t('menus.tapsShort', { n: taps > 999 ? '999+' : taps })}
    </span>
  );
}

interface AddProps {
  place: Place;
  count: number;
  label: string;
  isSelected: boolean;
  hasFocus: boolean;
  drop: DropSide | 'no' | undefined;
  onSelect: () => void;
  onAdd: () => void;
}

/** The empty place where a button can be added. */
export function AddPlace({ place, count, label, isSelected, hasFocus, drop, onSelect, onAdd }: AddProps) {
  const element = useFocus(hasFocus);
  return (
    <button
      ref={element}
      type="button"
      role="treeitem"
      aria-level={place.length}
      aria-posinset={(place.at(-1) ?? 0) + 1}
      aria-setsize={count}
      aria-selected={isSelected}
      aria-label={label}
      tabIndex={isSelected ? 0 : -1}
      className={styles.button}
      data-place={place.join('.')}
      data-level={place.length}
      data-drop={drop && drop !== 'no' ? 'into' : drop}
      title={label}
      onFocus={onSelect}
      onClick={onAdd}
    >
      <span aria-hidden className={styles.add}>
        ＋
      </span>
    </button>
  );
}

/** The focus goes along with what is selected, while it is on the phone. */
function useFocus(hasFocus: boolean) {
  const element = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (hasFocus) element.current?.focus({ preventScroll: true });
  }, [hasFocus]);
  return element;
}
