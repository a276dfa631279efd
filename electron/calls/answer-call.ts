import { z } from 'zod';
import { api, type CallName } from '../../shared/api.ts';
import { failure } from '../../shared/failures.ts';
import { type Language, listed } from '../../shared/language.ts';
import { err, type Failure, type Result } from '../../shared/result.ts';
import { editDistance } from '../edit-distance.ts';
import { StoreError } from '../store/store-error.ts';
import type { CallTable } from './call-table.ts';

/**
 * Answers one call of a carrier: the name and the input are whatever came over the border. Never rejects: a bug goes
 * to `onBug`, and the caller learns no more than that there was one; of a store that refuses also why.
 */
export async function answerCall(
  calls: CallTable,
  name: string,
  input: unknown,
  language: Language,
  onBug: (error: unknown) => void,
): Promise<Result<unknown>> {
  if (!Object.hasOwn(api, name)) return err(unknownCall(name.slice(0, 64), language));
  const parsed = api[name as CallName].input.safeParse(input ?? {});
  if (!parsed.success) return err(failure('api/input', { reason: z.prettifyError(parsed.error) }, language));
  try {
    return await (calls[name as CallName] as (input: unknown) => Promise<Result<unknown>>)(parsed.data);
  } catch (error) {
    onBug(error);
    return err(error instanceof StoreError ? refusedByStore(error, language) : failure('api/bug', {}, language));
  }
}

const refusedByStore = ({ message }: StoreError, language: Language): Failure =>
  failure('store/refused', { reason: message.split('\n', 1)[0] ?? '' }, language);

/** Names the calls that are most like it: the program does not come with their list. */
function unknownCall(call: string, language: Language): Failure {
  const near = Object.keys(api)
    .map((name) => ({ name, distance: editDistance(call, name) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ name }) => name);
  return failure('api/unknown-call', { call, near: listed(near, language) }, language);
}
