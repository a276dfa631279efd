import type { Operator, Role } from '../../shared/role.ts';
import type { Asker } from './policy.ts';

/** A decision about who may do what. */
type RightsChange =
  | { kind: 'role-saved'; role: Role }
  | { kind: 'role-removed'; role: string }
  | { kind: 'operator-bound'; operator: Operator }
  | { kind: 'operator-removed'; operator: Pick<Operator, 'account' | 'person'> }
  /** That they were removed counts no longer: the account's own settings do again. */
  | { kind: 'operators-forgotten'; account: string; people: string[] }
  | { kind: 'held' | 'released' };

/**
 * The change as the audit trail keeps it: when (Unix ms), who decided (the admin at the console, or a person in the chat),
 * and what.
 */
export const rightsRecord = (at: number, by: Asker, change: RightsChange): object => ({ at, ...by, ...change });
