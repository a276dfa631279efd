import type { Platform } from '../../../shared/account.ts';
import { buttonTypeOf } from '../../../shared/menu/button-types.ts';
import type { MenuButton } from '../../../shared/menu/menu.ts';
import type { MenuTaps } from '../../../shared/menu/menu-state.ts';

/** How often a button was tapped; undefined where nobody is told of its taps. */
export function tapsOf(
  button: MenuButton,
  platform: Platform,
  counted: readonly MenuTaps[],
): Pick<MenuTaps, 'count' | 'lastAt'> | undefined {
  const event = buttonTypeOf(button.type)?.event?.[platform];
  if (event === undefined) return undefined;
  const key = event.toLowerCase() === 'view' ? button.url : event === 'view_miniprogram' ? button.pagepath : button.key;
  const same = counted.filter((taps) => taps.key === key && taps.event.toLowerCase() === event.toLowerCase());
  return { count: same.reduce((sum, { count }) => sum + count, 0), lastAt: Math.max(0, ...same.map(({ lastAt }) => lastAt)) };
}
