import { createHash } from 'node:crypto';
import type { Menu } from '../../shared/menu/menu.ts';
import { meaningOf } from '../../shared/menu/menu-normal.ts';

/** Tells menus apart by what they mean: the platform gives one back with its fields in another order. */
export const fingerprintOf = (menu: Menu): string => createHash('sha256').update(meaningOf(menu)).digest('hex').slice(0, 16);
