import type { Localized } from '../language.ts';

/** Where in a menu something stands: `[0, 'sub_button', 2, 'name']`, `['matchrule', 'tag_id']`, or `[]` for all of it. */
export type ProblemPath = readonly (number | string)[];

/** What is wrong with a menu. With an `error` the platform would refuse it; a `warning` it would take. */
export interface MenuProblem {
  path: ProblemPath;
  /** Made for programs: `menu/name-long`. */
  code: string;
  severity: 'error' | 'warning';
  message: Localized;
  hint: Localized;
  /** What the texts were filled with. */
  params: Record<string, string>;
  /** What the platform would refuse it with; absent for warnings. */
  errcode?: number;
}
