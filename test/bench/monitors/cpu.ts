/** The CPU time of this process until now, all threads together, in µs. */
export function startCpu(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** How much of one core was used since then, over so many ms. */
export const cpuShare = (start: number, ms: number): string => `${((startCpu() - start) / ms / 10).toFixed(2)} %`;
