import { translateFailure } from '../../shared/failures.ts';
import type { Failure } from '../../shared/result.ts';
import { useSettings } from '../stores/context.ts';

/** The failure in the page's language. */
export function useFailureText(failure: Failure): Failure {
  const language = useSettings((state) => state.language);
  return translateFailure(failure, language);
}
