import { createHash } from 'node:crypto';
import type { Account } from '../shared/account.ts';
import type { SavedScript } from '../shared/script.ts';
import type { Target } from '../shared/target.ts';

/** Something that the admin changed at the console, and that gives or takes rights, or changes what they reach. */
type ConsoleChange =
  | { kind: 'account-saved'; account: Account }
  | { kind: 'account-removed'; account: string }
  | { kind: 'target-saved'; target: Omit<Target, 'notes'> }
  | { kind: 'target-removed'; target: string }
  | { kind: 'script-saved'; script: Omit<SavedScript, 'text'> & { sha256: string } }
  | { kind: 'script-removed'; script: string };

/** The change as the audit trail keeps it, beside those of roles (`rights-trail.ts`). No secret is in it. */
const consoleRecord = (at: number, change: ConsoleChange): object => ({ at, origin: 'console', ...change });

export const accountSaved = (at: number, account: Account): object => consoleRecord(at, { kind: 'account-saved', account });
export const accountRemoved = (at: number, account: string): object => consoleRecord(at, { kind: 'account-removed', account });

/** Without the notes: what is once on the trail can't be taken off it, and anything may stand in them. */
export const targetSaved = (at: number, { notes: _left, ...target }: Target): object => consoleRecord(at, { kind: 'target-saved', target });
export const targetRemoved = (at: number, target: string): object => consoleRecord(at, { kind: 'target-removed', target });

/** By the hash of its text, which a run of it names too. */
export const scriptSaved = (at: number, { text, ...script }: SavedScript): object =>
  consoleRecord(at, { kind: 'script-saved', script: { ...script, sha256: hashOf(text) } });
export const scriptRemoved = (at: number, script: string): object => consoleRecord(at, { kind: 'script-removed', script });

/** What tells a script's text from any other, as `sha256sum` prints it. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
