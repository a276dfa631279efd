import type { Health } from '../../shared/overview.ts';
import { Mark } from './mark.tsx';

const shapes: Record<Health, string> = { ok: '●', working: '◐', warning: '▲', down: '■' };

/** The shape and colour of a health; the words stand beside it. */
export function HealthMark({ health }: { health: Health }) {
  return <Mark shape={shapes[health]} tone={health} />;
}
