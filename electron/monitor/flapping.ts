/** When a monitor that goes up and down counts as one that flaps: so many times down within so many ms. */
export const flappingAfter = { times: 4, withinMs: 30 * 60_000 } as const;
/** It has to stay up for so long to be well again, in ms; at least for five checks. */
const steadyMs = 10 * 60_000;
const steadyChecks = 5;

/** Whether going down once more makes it flap. @param openedAt when it was down before (Unix ms), in any order */
export function flaps(openedAt: readonly number[], at: number): boolean {
  return openedAt.filter((time) => time > at - flappingAfter.withinMs).length + 1 >= flappingAfter.times;
}

/** For how long a monitor that flapped has to stay up, in ms. */
export const steadyAfterMs = (intervalSeconds: number): number => Math.max(steadyMs, steadyChecks * intervalSeconds * 1000);
