/** What was done with an account's menu, as the audit trail keeps it. Fingerprints lead to the version. */
export type MenuDeed =
  | { kind: 'menu-published' | 'menu-deleted'; account: string; fingerprint: string }
  | { kind: 'menu-scheduled'; account: string; fingerprint: string; for: number }
  | { kind: 'menu-unscheduled'; account: string }
  | { kind: 'conditional-menu-published'; account: string; fingerprint: string; menuid: string }
  | { kind: 'conditional-menu-deleted'; account: string; menuid: string };

/** A record of the trail: when (Unix ms), by the admin at the console or by schedule, and what. */
export const trailRecord = (at: number, who: string, deed: MenuDeed): object => ({ at, origin: who, ...deed });
