import { useSettings } from '../stores/context.ts';
import { formatAge } from '../text/age.ts';
import { useNow } from './use-now.ts';

/** How long ago a moment was, in the page's language; kept up to date. */
export function useAge(): (at: number) => string {
  const language = useSettings((state) => state.language);
  const now = useNow();
  return (at) => formatAge(at, Math.max(now, Date.now()), language);
}
