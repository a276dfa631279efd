import { TextField } from '../../components/text-field.tsx';
import type { TargetForm } from '../../stores/target-form.ts';
import type { SectionProps } from './section-props.ts';
import { useTargetTexts } from './use-target-texts.ts';

type TextFieldName = {
  [Field in keyof TargetForm]: TargetForm[Field] extends string ? (string extends TargetForm[Field] ? Field : never) : never;
}[keyof TargetForm];

/** One line of the form of a server. */
export function TargetTextField({ field, form, problems, onChange }: { field: TextFieldName } & SectionProps) {
  const texts = useTargetTexts();
  return (
    <TextField
      label={texts.label(field)}
      rule={texts.rule(field)}
      value={form[field]}
      problem={texts.problem(field, problems[field])}
      isWire={field !== 'name' && field !== 'group' && field !== 'asset'}
      placeholder={texts.placeholder(field)}
      onChange={(text) => onChange({ [field]: text })}
    />
  );
}
