/** So long (ms) the program may take to stop: systems end a service by force some time later. */
export const stopLimitMs = 15_000;

/** Stops; true when that is done, false when its time is over first and the program should end all the same. */
export function inTime(stop: () => Promise<void>, limitMs = stopLimitMs): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(false), limitMs);
    stop()
      .then(() => resolve(true), reject)
      .finally(() => clearTimeout(timer));
  });
}
