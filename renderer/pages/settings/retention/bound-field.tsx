import { InputNumber } from 'antd';
import styles from '../part.module.css';

interface Props {
  /** What the bound is called, for those who hear the page. */
  name: string;
  /** What stands before and behind the number. */
  before: string;
  unit: string;
  /** What an empty field means. */
  none: string;
  most: number;
  value: number | null;
  onChange: (value: number | null) => void;
}

/** One bound of what is kept; an empty one is none. */
export function BoundField({ name, before, unit, none, most, value, onChange }: Props) {
  return (
    <span className={styles.bound}>
      {before}
      <InputNumber
        className={styles.number ?? ''}
        aria-label={name}
        placeholder={none}
        min={1}
        max={most}
        precision={0}
        value={value}
        onChange={(typed) => onChange(typed === null ? null : Math.max(1, Math.round(typed)))}
      />
      {unit}
    </span>
  );
}
