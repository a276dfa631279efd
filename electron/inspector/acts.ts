import type { PersonAct } from '../../shared/reply-allowance.ts';

/** Events that open a window for customer messages (protocol reference, 3.7). */
const actsOfEvents: Record<string, PersonAct> = {
  subscribe: 'follow',
  SCAN: 'qrScan',
  CLICK: 'menuTap',
  scancode_push: 'menuTap',
  scancode_waitmsg: 'menuTap',
};

/** What a row from a person counts as; undefined where it opens nothing. */
export function actOf({ type, event }: { type: string; event?: string | undefined }): PersonAct | undefined {
  return type === 'event' ? actsOfEvents[event ?? ''] : 'message';
}
