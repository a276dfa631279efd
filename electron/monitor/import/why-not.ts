import { z } from 'zod';
import { failure } from '../../../shared/failures.ts';
import type { ImportProblem } from '../../../shared/monitor/monitor.ts';
import type { PlacedProblem } from '../../../shared/monitor/monitor-problem.ts';

/** Why one of a file can't be taken over. */
export type WhyNot = Omit<ImportProblem, 'name'>;

/** What in it is wrong. */
export const whyUnfit = (wrong: PlacedProblem[]): WhyNot => ({ reason: failure('monitors/import-fields'), wrong });

/** What one of a file is called there; else its place, from 1. */
export function nameOf(one: unknown, index: number): string {
  const named = z.object({ name: z.string().trim().min(1) }).safeParse(one);
  return named.success ? named.data.name.slice(0, 64) : `#${index + 1}`;
}
