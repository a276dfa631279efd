import { useTranslation } from 'react-i18next';
import { buttonFields, buttonTypeOf } from '../../../shared/menu/button-types.ts';
import { lineOfKey } from '../../../shared/menu/command-keys.ts';
import { type ButtonPath, type Menu, type MenuButton, subsOf } from '../../../shared/menu/menu.ts';
import { useSettings } from '../../stores/context.ts';

/** What the page calls buttons, what they do, and where they stand. */
export function useButtonTexts() {
  const { t } = useTranslation();
  const language = useSettings((state) => state.language);
  const nameOf = (button: MenuButton | undefined) => button?.name || t('menus.unnamed');
  const typeText = (type: string) => buttonTypeOf(type)?.title[language] ?? type;
  return {
    nameOf,
    typeText,
    /** The type and what goes with it: what a tap does. */
    actionOf(button: MenuButton): { does: string; wire: string } {
      const subs = subsOf(button).length;
      if (subs > 0) return { does: t('menus.opensSubs', { n: subs }), wire: '' };
      const { type = '' } = button;
      const given = (buttonTypeOf(type)?.fields ?? buttonFields).map((field) => button[field] ?? '').filter((text) => text !== '');
      const does = type === 'click' && lineOfKey(button.key ?? '') !== undefined ? t('menus.command.type') : typeText(type);
      return { does, wire: given.join(' ') };
    },
    placeOf(menu: Menu, [top, sub]: ButtonPath): string {
      if (sub === undefined) return t('menus.place.top', { n: top + 1 });
      return t('menus.place.sub', { name: nameOf(menu.button[top]), n: sub + 1 });
    },
  };
}
