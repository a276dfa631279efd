import type { Failure, Result } from './result.ts';

/** The value of a result that has to be good. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

/** The failure of a result that has to be one with this code. */
export function mustFail(result: Result<unknown>, code: string): Failure {
  if (result.ok || result.error.code !== code) throw new Error(`${code} was to be the failure of ${JSON.stringify(result)}`);
  return result.error;
}
