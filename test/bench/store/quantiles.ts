/** The values below which these shares of the times are, in ms, as text. */
export function quantiles(times: number[], shares: readonly number[]): string[] {
  const sorted = times.toSorted((a, b) => a - b);
  return shares.map((share) => (sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN).toFixed(1));
}
