import type { CSSProperties } from 'react';
import type { TargetView } from '../../../../shared/target.ts';
import styles from './label-sheet.module.css';
import type { LabelSize } from './label-sizes.ts';
import { type LabelPart, ServerLabel } from './server-label.tsx';

interface Props {
  size: LabelSize;
  /** Row by row; null is a place that stays empty. */
  places: readonly (TargetView | null)[];
  parts: readonly LabelPart[];
}

/** One sheet of paper with its labels, as large as it is. */
export function LabelSheet({ size, places, parts }: Props) {
  const { page, label, columns, left, top, gap } = size;
  const lengths = {
    '--page-width': `${page.width}mm`,
    '--page-height': `${page.height}mm`,
    '--left': `${left}mm`,
    '--top': `${top}mm`,
    '--gap': `${gap}mm`,
    '--columns': `repeat(${columns}, ${label.width}mm)`,
    '--label-height': `${label.height}mm`,
  } as CSSProperties;
  return (
    <div className={styles.sheet} style={lengths} data-testid="label-sheet">
      {places.map((target, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a place on paper is what it is called by
        <div key={place} className={styles.place}>
          {target && <ServerLabel target={target} size={label} parts={parts} />}
        </div>
      ))}
    </div>
  );
}
