import type { Failure } from '../result.ts';

/** What is said of a change of a menu whose answer was lost, and which the platform does not have, by what it was. */
export const notCarriedOut = {
  publish: 'menu/not-published',
  delete: 'menu/not-deleted',
  add: 'menu/not-added',
  remove: 'menu/not-removed',
} as const;

/** Whether that is what a failure says. */
export const isNotCarriedOut = ({ code }: Failure): boolean => Object.values<string>(notCarriedOut).includes(code);
