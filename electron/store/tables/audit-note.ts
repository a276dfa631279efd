import type { Db } from '../database.ts';
import { append } from './audit.ts';

/** Puts decisions about who may do what on the audit trail: no run belongs to them. */
export function note(db: Db, { trail }: { trail: readonly object[] }): null {
  append(db, trail);
  return null;
}
