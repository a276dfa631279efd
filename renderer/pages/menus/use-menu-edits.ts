import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../shared/account.ts';
import { buttonAt, type Menu } from '../../../shared/menu/menu.ts';
import type { EditResult } from '../../../shared/menu/menu-edit.ts';
import { useStores } from '../../stores/context.ts';
import type { MenuDesk } from '../../stores/menu-desk.ts';
import { addAt, moveTo, removeAt, shapeOf } from './menu-moves.ts';
import { type Arrow, nearestPlace, type Place, placeMoved } from './places.ts';
import { useButtonTexts } from './use-button-texts.ts';

/** Everything that is done to the buttons, and what was said of it last. */
export function useMenuEdits({ id, platform }: Account, desk: MenuDesk) {
  const { t } = useTranslation();
  const { menus } = useStores();
  const { nameOf, placeOf } = useButtonTexts();
  const [said, say] = useState('');
  const menu = desk.history.present;
  const shape = shapeOf(menu, platform);
  const selected = nearestPlace(shape, desk.selected);
  const { edit, select } = menus.getState();

  /** Takes what an edit made of the menu, or says why it made nothing. */
  const take = (result: EditResult, to: Place, told: (menu: Menu, path: Place) => string): boolean => {
    if (result.done) {
      edit(id, result.menu, result.path);
      say(told(result.menu, result.path));
      return true;
    }
    const row = to.length === 1 ? t('menus.place.bar') : t('menus.place.stack', { name: nameOf(menu.button[to[0]]) });
    say(
      result.why === 'full'
        ? t('menus.said.full', { place: row })
        : t(result.why === 'too-deep' ? 'menus.said.parent' : 'menus.said.stuck'),
    );
    return false;
  };
  const move = (from: Place, to: Place) => {
    const name = nameOf(buttonAt(menu, from));
    take(moveTo(menu, from, to, platform), to, (moved, path) => t('menus.said.moved', { name, place: placeOf(moved, path) }));
  };
  return {
    ...{ shape, selected, said, move },
    select: (place: Place) => select(id, place),
    add: (place: Place) =>
      take(addAt(menu, place, platform), place, (added, path) => t('menus.said.added', { place: placeOf(added, path) })),
    shift(place: Place, arrow: Arrow) {
      const to = placeMoved(shape, place, arrow);
      if (to) move(place, to);
      else say(t('menus.said.stuck'));
    },
    remove(place: Place) {
      const name = nameOf(buttonAt(menu, place));
      edit(id, removeAt(menu, place));
      say(t('menus.said.removed', { name }));
    },
    /** Another menu takes the draft's place. */
    replace(other: Menu, told: string) {
      edit(id, other, [0]);
      say(told);
    },
    /** @param field what is being typed in */
    change: (changed: Menu, field?: string) => edit(id, changed, selected, field && `${selected.join('.')}/${field}`),
    undo: () => say(t(menus.getState().undo(id) ? 'menus.said.undone' : 'menus.said.nothingToUndo')),
    redo: () => say(t(menus.getState().redo(id) ? 'menus.said.redone' : 'menus.said.nothingToRedo')),
  };
}
