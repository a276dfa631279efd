import type { Menu } from './menu.ts';
import { sameMenu } from './menu-normal.ts';
import type { LiveMenu, MenuBase } from './menu-state.ts';

/** Whether publishing a menu would overwrite one that its maker has not seen. @param base what the menu was made from */
export const overwritesUnseen = (live: LiveMenu, base: MenuBase | null, menu: Menu): boolean =>
  live.source !== 'none' && live.fingerprint !== base?.fingerprint && !sameMenu(live.menu, menu);
