import { Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { type ScriptParameter, scriptLimits } from '../../../../shared/script.ts';
import { argumentKey, fits } from '../../../stores/script-arguments.ts';
import styles from './argument-fields.module.css';
import { useScriptTexts } from './use-script-texts.ts';

interface Props {
  parameters: readonly ScriptParameter[];
  /** By `argumentKey`. */
  values: Record<string, string>;
  onChange: (key: string, value: string) => void;
}

/** The parameters of a script as fields of their types. */
export function ArgumentFields({ parameters, values, onChange }: Props) {
  const { t } = useTranslation();
  const { hintOf } = useScriptTexts();
  return (
    <>
      {parameters.map((parameter) => {
        const { name, type } = parameter;
        const key = argumentKey(name);
        const value = values[key] ?? '';
        const label = parameter.optional ? t('scripts.argument.optional', { name }) : name;
        const isWrong = value.trim() !== '' && !fits(parameter, value.trim());
        return (
          <span key={name} className={styles.field}>
            {type === 'choice' ? (
              <Select
                size="small"
                className={styles.control ?? ''}
                aria-label={name}
                placeholder={label}
                allowClear={parameter.optional === true}
                value={value === '' ? null : value}
                options={parameter.options.map((option) => ({ value: option, label: option }))}
                onChange={(chosen: string | null) => onChange(key, chosen ?? '')}
              />
            ) : (
              <Input
                size="small"
                className={styles.control ?? ''}
                aria-label={name}
                aria-invalid={isWrong}
                {...(isWrong && { status: 'error' as const })}
                placeholder={label}
                inputMode={type === 'number' ? 'decimal' : 'text'}
                maxLength={scriptLimits.argumentChars}
                value={value}
                autoComplete="off"
                onChange={(event) => onChange(key, event.target.value)}
              />
            )}
            <span className={styles.hint} data-wrong={isWrong} title={hintOf(parameter)}>
              {isWrong && <span aria-hidden>▲ </span>}
              {type === 'choice' ? name : `${name} · ${hintOf(parameter)}`}
            </span>
          </span>
        );
      })}
    </>
  );
}
