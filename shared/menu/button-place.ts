import type { Account } from '../account.ts';
import type { MenuButton } from './menu.ts';
import type { MenuLimits } from './menu-limits.ts';
import type { ProblemPath } from './menu-problem.ts';

/** What of an account decides which menus it may have. */
export type MenuAccount = Pick<Account, 'platform' | 'kind' | 'verified' | 'sandboxAccount'>;

/** A rule reads one button; at the top, or below another one. */
export interface ButtonPlace {
  account: MenuAccount;
  limits: MenuLimits;
  button: MenuButton;
  /** In the platform's JSON, below `button`. */
  path: ProblemPath;
  isSub: boolean;
}
