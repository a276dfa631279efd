import type { Platform } from '../../../shared/account.ts';
import type { AccountField, FieldProblem } from '../../../shared/account-fields.ts';
import { TextField } from '../../components/text-field.tsx';
import { useFieldTexts } from './use-field-texts.ts';

interface Props {
  field: AccountField;
  platform: Platform;
  value: string;
  problem: FieldProblem | undefined;
  /** What has to be known besides; takes the rule's place. */
  note?: string | undefined;
  onChange: (typed: string) => void;
}

/** A field of an account, in the words of its platform. What is only missing yet is not wrong. */
export function AccountTextField({ field, platform, value, problem, note, onChange }: Props) {
  const texts = useFieldTexts(platform);
  return (
    <TextField
      label={texts.label(field)}
      rule={note ?? texts.rule(field)}
      value={value}
      problem={problem === undefined || problem === 'missing' ? undefined : texts.problem(problem, value)}
      isWire={field !== 'name'}
      placeholder={texts.placeholder(field)}
      onChange={onChange}
    />
  );
}
