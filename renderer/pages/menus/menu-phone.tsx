import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { buttonAt, type Menu, subsOf } from '../../../shared/menu/menu.ts';
import { KeyboardIcon } from '../../components/keyboard-icon.tsx';
import frame from '../../components/phone.module.css';
import type { DropSide } from './drop-place.ts';
import styles from './menu-phone.module.css';
import { AddPlace, type ButtonMark, PhoneButton } from './phone-button.tsx';
import { type Arrow, isTaken, type MenuShape, type Place, placeAt, samePlace } from './places.ts';
import { type Drag, useDrag } from './use-drag.ts';

interface Props {
  title: string;
  menu: Menu;
  shape: MenuShape;
  selected: Place;
  markOf: (place: Place) => ButtonMark;
  onSelect: (place: Place) => void;
  onAdd: (place: Place) => void;
  onEdit: () => void;
  onRemove: (place: Place) => void;
  /** Alt and an arrow. */
  onShift: (place: Place, arrow: Arrow) => void;
  onMove: (from: Place, to: Place) => void;
}

const arrows: readonly string[] = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'];
const isArrow = (key: string): key is Arrow => arrows.includes(key);

/** The phone with the account's chat open: the menu as people see it, to be selected, dragged and steered by keys. */
export function MenuPhone({ title, menu, shape, selected, markOf, onSelect, onAdd, onEdit, onRemove, onShift, onMove }: Props) {
  const { t } = useTranslation();
  const [steered, setSteered] = useState(false);
  const [hovered, setHovered] = useState<number | null>(null);
  const { drag, begin } = useDrag(shape, {
    onOver: setHovered,
    onDrop: (from, to) => {
      setHovered(null);
      onMove(from, to);
    },
  });
  const [selectedTop] = selected;
  const openTop = drag && hovered !== null ? hovered : selectedTop;
  const dropAt = (place: Place) => dropOf(drag, place);
  const press = (event: KeyboardEvent) => {
    const act = keyAct(event);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  const keyAct = ({ key, altKey, ctrlKey, metaKey }: KeyboardEvent): (() => void) | undefined => {
    if (ctrlKey || metaKey) return undefined;
    if (isArrow(key) && altKey) return () => isTaken(shape, selected) && onShift(selected, key);
    if (altKey) return undefined;
    if (isArrow(key)) return () => onSelect(placeAt(shape, selected, key));
    if (key === 'Enter' || key === ' ') return () => (isTaken(shape, selected) ? onEdit() : onAdd(selected));
    if (key === 'Delete' || key === 'Backspace') return () => isTaken(shape, selected) && onRemove(selected);
    return undefined;
  };
  const common = (place: Place) => {
    const isSelected = samePlace(place, selected);
    return { place, isSelected, hasFocus: isSelected && steered, drop: dropAt(place) };
  };
  const stack = (top: number) => {
    const first = menu.button[top];
    if (!first || top !== openTop) return null;
    const subs = subsOf(first);
    const name = first.name ?? '';
    const canAdd = subs.length < shape.mostSub;
    return (
      <div role="group" aria-label={name} className={styles.popup}>
        {subs.map((button, sub) => {
          const place: Place = [top, sub];
          return (
            <PhoneButton
              key={place.join()}
              {...common(place)}
              name={button.name ?? ''}
              count={subs.length}
              isDragged={samePlace(drag?.from ?? null, place)}
              mark={markOf(place)}
              onSelect={() => onSelect(place)}
              onPress={(event) => begin(event, place)}
            />
          );
        })}
        {canAdd && (
          <AddPlace
            {...common([top, subs.length])}
            count={subs.length + 1}
            label={t('menus.addSub', { name: name === '' ? t('menus.unnamed') : name })}
            onSelect={() => onSelect([top, subs.length])}
            onAdd={() => onAdd([top, subs.length])}
          />
        )}
      </div>
    );
  };

  return (
    <section aria-label={t('menus.phone', { account: title })} className={frame.phone}>
      {drag && (
        <span aria-hidden className={styles.dragged} style={{ left: drag.at.x, top: drag.at.y }}>
          {buttonAt(menu, drag.from)?.name || t('menus.unnamed')}
        </span>
      )}
      <div className={frame.screen}>
        <header className={`${frame.title} ${styles.title}`}>{title}</header>
        <div aria-hidden className={styles.chat}>
          <span className={styles.ghost} />
          <span className={styles.ghost} />
          <span className={styles.ghost} />
        </div>
        <div className={styles.bar}>
          <span aria-hidden className={styles.keyboard}>
            <KeyboardIcon />
          </span>
          <div
            role="tree"
            aria-label={t('menus.tree')}
            aria-orientation="horizontal"
            className={styles.tree}
            data-dragging={drag !== null}
            onKeyDown={press}
            onFocus={() => setSteered(true)}
            onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setSteered(false)}
          >
            {menu.button.map((button, top) => {
              const place: Place = [top];
              return (
                <div key={place.join()} role="none" className={styles.slot}>
                  {stack(top)}
                  <PhoneButton
                    {...common(place)}
                    name={button.name ?? ''}
                    count={menu.button.length}
                    subs={subsOf(button).length}
                    isOpen={top === openTop}
                    isDragged={samePlace(drag?.from ?? null, place)}
                    mark={markOf(place)}
                    onSelect={() => onSelect(place)}
                    onPress={(event) => begin(event, place)}
                  />
                </div>
              );
            })}
            {menu.button.length < shape.mostTop && (
              <div role="none" className={styles.slot}>
                <AddPlace
                  {...common([menu.button.length])}
                  count={menu.button.length + 1}
                  label={t('menus.addTop')}
                  onSelect={() => onSelect([menu.button.length])}
                  onAdd={() => onAdd([menu.button.length])}
                />
              </div>
            )}
          </div>
        </div>
      </div>
    </section>
  );
}

function dropOf(drag: Drag | null, place: Place): DropSide | 'no' | undefined {
  if (!drag?.over || !drag.side || !samePlace(drag.over, place)) return undefined;
  return drag.to ? drag.side : 'no';
}
