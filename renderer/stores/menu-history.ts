/** What can be undone and done again. `mark` names the field that is being typed in: more typing there is the same step. */
export interface History<T> {
  past: T[];
  present: T;
  future: T[];
  mark: string | null;
}

/** So many steps can be undone. */
export const mostSteps = 100;

export const newHistory = <T>(present: T): History<T> => ({ past: [], present, future: [], mark: null });

/** One step further. @param mark steps of the same mark, one after the other, are one step */
export function stepOn<T>(history: History<T>, present: T, mark: string | null = null): History<T> {
  if (mark !== null && mark === history.mark) return { ...history, present, future: [] };
  return { past: [...history.past, history.present].slice(-mostSteps), present, future: [], mark };
}

/** One step back; the same where there is none. */
export function undone<T>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return { past: history.past.slice(0, -1), present: before, future: [history.present, ...history.future], mark: null };
}

/** The last step that was undone, done again. */
export function redone<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future, mark: null };
}
