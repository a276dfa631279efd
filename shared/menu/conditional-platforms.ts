import type { Platform } from '../account.ts';

/** Whether a platform can show some people another menu (protocol reference, 4.1). */
export const hasConditionalMenus: Record<Platform, boolean> = { wecom: false, 'official-account': true };
