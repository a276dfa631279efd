const units = ['B', 'KB', 'MB', 'GB'] as const;

/** A size in bytes with its unit, of 1024: `512 B`, `1.2 MB`. */
export function formatSize(bytes: number): string {
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)));
  const size = bytes / 1024 ** step;
  return `${step === 0 || size >= 100 ? Math.round(size) : size.toFixed(1)} ${units[step]}`;
}
