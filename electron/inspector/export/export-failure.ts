import { failure } from '../../../shared/failures.ts';
import type { Language } from '../../../shared/language.ts';
import type { Failure } from '../../../shared/result.ts';
import { StoreError } from '../../store/store-error.ts';
import { fileFailure } from './partial-file.ts';

/** Whoever fetched a download has gone away. */
export class HungUp extends Error {}

/** Why an export could not be written; what isn't expected is a bug. */
export function exportFailure(error: unknown, fileName: string, language: Language, onBug: (error: unknown) => void): Failure {
  if (error instanceof HungUp) return failure('export/hung-up', {}, language);
  if (error instanceof StoreError) return failure('export/unreadable', { reason: error.message.split('\n', 1)[0] ?? '' }, language);
  const known = fileFailure(error, fileName, language);
  if (known) return known;
  onBug(error);
  return failure('api/bug', {}, language);
}
