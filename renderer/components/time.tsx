import { useSettings } from '../stores/context.ts';
import { formatMoment, formatTime } from '../text/format.ts';

/** A local time; the whole moment on hover. `now` tells today from other days. */
export function Time({ at, now }: { at: number; now: number }) {
  const language = useSettings((state) => state.language);
  return (
    <time dateTime={new Date(at).toISOString()} title={formatMoment(at, language)}>
      {formatTime(at, now, language)}
    </time>
  );
}
