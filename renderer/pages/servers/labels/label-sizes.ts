/** Paper with labels on it. All lengths in mm. */
export interface LabelSize {
  id: (typeof labelSizeIds)[number];
  page: { width: number; height: number };
  label: { width: number; height: number };
  columns: number;
  rows: number;
  /** From the paper's edges to the first label. */
  left: number;
  top: number;
  /** Between two columns. */
  gap: number;
}

export const labelSizeIds = ['a4-3x8', 'a4-3x7', 'a4-2x5', 'roll-62'] as const;

const a4 = { width: 210, height: 297 };

/** The usual A4 sheets (Avery Zweckform 3422, L7160 and 3425 and what fits them), and a roll of 62 mm for label printers. */
export const labelSizes: readonly LabelSize[] = [
  { id: 'a4-3x8', page: a4, label: { width: 70, height: 37 }, columns: 3, rows: 8, left: 0, top: 0.5, gap: 0 },
  { id: 'a4-3x7', page: a4, label: { width: 63.5, height: 38.1 }, columns: 3, rows: 7, left: 7.2, top: 15.1, gap: 2.55 },
  { id: 'a4-2x5', page: a4, label: { width: 105, height: 57 }, columns: 2, rows: 5, left: 0, top: 6, gap: 0 },
  { id: 'roll-62', page: { width: 62, height: 29 }, label: { width: 62, height: 29 }, columns: 1, rows: 1, left: 0, top: 0, gap: 0 },
];

/** How many labels one sheet holds. */
export const labelsPerSheet = ({ columns, rows }: Pick<LabelSize, 'columns' | 'rows'>): number => columns * rows;

/**
 * Lays things out on sheets, row by row; null is a place that stays empty.
 * @param skipped so many places of the first sheet were used before
 */
export function sheetsOf<T>(things: readonly T[], size: Pick<LabelSize, 'columns' | 'rows'>, skipped: number): (T | null)[][] {
  if (things.length === 0) return [];
  const most = labelsPerSheet(size);
  const places = [...Array.from({ length: Math.min(skipped, most - 1) }, () => null), ...things];
  return Array.from({ length: Math.ceil(places.length / most) }, (_, sheet) => places.slice(sheet * most, (sheet + 1) * most));
}
