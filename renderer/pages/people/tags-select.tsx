import { Select } from 'antd';
import { roleLimits } from '../../../shared/role.ts';
import { useOperators } from '../../stores/context.ts';

interface Props {
  /** Ties to a label, or a label of its own. */
  ties: { id?: string; 'aria-describedby'?: string; 'aria-label'?: string };
  tags: readonly string[];
  placeholder?: string;
  size?: 'small';
  className?: string;
  onChange: (tags: string[]) => void;
}

const longestTag = 32;

/** Somebody's tags: new ones are typed, others' are offered. */
export function TagsSelect({ ties, tags, placeholder, size, className, onChange }: Props) {
  const operators = useOperators((state) => state.operators.value) ?? [];
  const known = [...new Set(operators.flatMap((one) => one.tags ?? []))].toSorted();
  return (
    <Select
      {...ties}
      {...(size && { size })}
      mode="tags"
      className={className ?? ''}
      placeholder={placeholder}
      value={[...tags]}
      options={known.map((tag) => ({ value: tag, label: tag }))}
      maxCount={roleLimits.tags}
      maxTagCount="responsive"
      tokenSeparators={[',', ';', '，', '；', '、']}
      onChange={(chosen: string[]) =>
        onChange([...new Set(chosen.map((tag) => tag.trim()).filter((tag) => tag !== '' && tag.length <= longestTag))])
      }
    />
  );
}
