import type { Platform } from '../account.ts';

/** How much fits into a menu (protocol reference, 4.2). Names, keys and links in bytes of UTF-8. */
export interface MenuLimits {
  top: number;
  sub: number;
  topNameBytes: number;
  subNameBytes: number;
  keyBytes: number;
  urlBytes: number;
  /** About so much of a name is shown, in Chinese characters; absent where the platform says nothing. */
  topNameShown?: number;
  subNameShown?: number;
  /** The links of a conditional menu may lead to so many domains outside WeChat. */
  domains?: number;
}

const common = { top: 3, sub: 5, topNameBytes: 16, keyBytes: 128, urlBytes: 1024 };

export const menuLimits: Record<Platform, MenuLimits> = {
  wecom: { ...common, subNameBytes: 40 },
  'official-account': { ...common, subNameBytes: 60, topNameShown: 4, subNameShown: 8, domains: 3 },
};
