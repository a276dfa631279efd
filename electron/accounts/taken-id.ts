import { failure } from '../../shared/failures.ts';
import type { Failure } from '../../shared/result.ts';

/** Why an account cannot have this id; Windows' Credential Manager takes names that differ only in case for the same. */
export function idTaken(ids: string[], wanted: string): Failure | undefined {
  const other = ids.find((id) => id.toLowerCase() === wanted.toLowerCase());
  if (other === undefined) return undefined;
  return other === wanted ? failure('accounts/id-taken', { id: wanted }) : failure('accounts/id-case', { id: wanted, other });
}
