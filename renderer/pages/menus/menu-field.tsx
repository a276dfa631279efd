import { Input, type InputRef } from 'antd';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import fieldStyles from '../../components/field.module.css';
import { Field } from '../../components/field.tsx';
import { ByteMeter } from './byte-meter.tsx';
import type { ShownProblem } from './shown-problems.ts';

interface Props {
  label: string;
  rule: string;
  value: string;
  problem: ShownProblem | undefined;
  /** The most bytes; absent where the platform says nothing. */
  most?: number | undefined;
  /** Wire data: monospaced. */
  isWire: boolean;
  inputRef?: Ref<InputRef>;
  onChange: (text: string) => void;
}

/** Far beyond what any platform takes, which is marked; a whole file that was pasted by mistake is more than a draft may hold. */
const mostTyped = 4096;

/** One line of a button, with the bytes that it takes. */
export function MenuField({ label, rule, value, problem, most, isWire, inputRef, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Field label={label} rule={rule} problem={problem && t('menus.sentence', { message: problem.message, hint: problem.hint })}>
      {(ties) => (
        <>
          <Input
            {...ties}
            {...(inputRef && { ref: inputRef })}
            value={value}
            maxLength={mostTyped}
            {...(isWire && { className: fieldStyles.wire })}
            {...(problem && { status: problem.severity })}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => onChange(event.target.value)}
          />
          {most !== undefined && <ByteMeter text={value} most={most} />}
        </>
      )}
    </Field>
  );
}
