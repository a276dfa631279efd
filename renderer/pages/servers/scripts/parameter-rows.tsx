import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { scriptLimits } from '../../../../shared/script.ts';
import { noParameter, type ParameterForm, type ScriptProblems } from '../../../stores/script-form.ts';
import styles from './parameter-rows.module.css';
import { useScriptTexts } from './use-script-texts.ts';

interface Props {
  parameters: ParameterForm[];
  problems: ScriptProblems;
  /** What is wrong with all of them together. */
  problem: string | undefined;
  onChange: (parameters: ParameterForm[]) => void;
}

const types = ['text', 'number', 'choice'] as const;
/** What stands before a field whose placeholder is gone. */
const signs: Partial<Record<keyof ParameterForm, string>> = { min: '≥', max: '≤' };

/** The parameters in their order, each with its type and what may be written for it. */
export function ParameterRows({ parameters, problems, problem, onChange }: Props) {
  const { t } = useTranslation();
  const put = (index: number, part: Partial<ParameterForm>) =>
    onChange(parameters.map((one, at) => (at === index ? { ...one, ...part } : one)));
  const swap = (index: number, other: number) => {
    const [one, two] = [parameters[index], parameters[other]];
    if (one && two) onChange(parameters.with(index, two).with(other, one));
  };
  return (
    <div className={styles.place}>
      {parameters.length === 0 && <p className={styles.quiet}>{t('scripts.noParameters')}</p>}
      {parameters.map((parameter, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a parameter is known by nothing but its place
        <fieldset key={index} className={styles.row} aria-label={t('scripts.parameter', { n: index + 1 })}>
          <code aria-hidden>{`$${index + 1}`}</code>
          <Row parameter={parameter} index={index} problems={problems} onChange={(part) => put(index, part)} />
          <span className={styles.acts}>
            <Button
              type="text"
              size="small"
              icon={<ArrowUpOutlined />}
              aria-label={t('scripts.up', { n: index + 1 })}
              title={t('scripts.up', { n: index + 1 })}
              disabled={index === 0}
              onClick={() => swap(index, index - 1)}
            />
            <Button
              type="text"
              size="small"
              icon={<ArrowDownOutlined />}
              aria-label={t('scripts.down', { n: index + 1 })}
              title={t('scripts.down', { n: index + 1 })}
              disabled={index === parameters.length - 1}
              onClick={() => swap(index, index + 1)}
            />
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={t('scripts.removeParameter', { n: index + 1 })}
              title={t('scripts.removeParameter', { n: index + 1 })}
              onClick={() => onChange(parameters.toSpliced(index, 1))}
            />
          </span>
        </fieldset>
      ))}
      {problem !== undefined && (
        <p className={styles.wrong}>
          <span aria-hidden>▲ </span>
          {problem}
        </p>
      )}
      <div className={styles.foot}>
        <Button
          size="small"
          icon={<PlusOutlined aria-hidden />}
          disabled={parameters.length >= scriptLimits.parameters}
          onClick={() => onChange([...parameters, noParameter])}
        >
          {t('scripts.addParameter')}
        </Button>
        {parameters.some(({ optional }) => optional) && <span className={styles.quiet}>{t('scripts.rule.optional')}</span>}
      </div>
    </div>
  );
}

interface RowProps {
  parameter: ParameterForm;
  index: number;
  problems: ScriptProblems;
  onChange: (part: Partial<ParameterForm>) => void;
}

function Row({ parameter, index, problems, onChange }: RowProps) {
  const { t } = useTranslation();
  const { partProblem } = useScriptTexts();
  const wrong = (['name', 'pattern', 'min', 'max', 'options'] as const)
    .map((part) => partProblem(part, problems[`parameters.${index}.${part}`]))
    .find((text) => text !== undefined);
  const { type } = parameter;
  const typed = (part: 'name' | 'pattern' | 'min' | 'max', label: string) => (
    <Input
      size="small"
      className={styles[part] ?? ''}
      aria-label={label}
      placeholder={label}
      prefix={signs[part] && <span aria-hidden>{signs[part]}</span>}
      value={parameter[part]}
      {...(partProblem(part, problems[`parameters.${index}.${part}`]) !== undefined && { status: 'error' as const })}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => onChange({ [part]: part === 'pattern' ? event.target.value : event.target.value.trim() })}
    />
  );
  return (
    <div className={styles.fields}>
      {typed('name', t('scripts.field.parameterName'))}
      <Select
        size="small"
        className={styles.type ?? ''}
        aria-label={t('scripts.field.type')}
        value={type}
        options={types.map((value) => ({ value, label: t(`scripts.type.${value}`) }))}
        onChange={(value) => onChange({ type: value })}
      />
      {type === 'text' && typed('pattern', t('scripts.field.pattern'))}
      {type === 'number' && typed('min', t('scripts.field.min'))}
      {type === 'number' && typed('max', t('scripts.field.max'))}
      {type === 'choice' && (
        <Select
          size="small"
          mode="tags"
          open={false}
          suffixIcon={null}
          className={styles.options ?? ''}
          aria-label={t('scripts.field.options')}
          placeholder={t('scripts.field.options')}
          value={parameter.options}
          tokenSeparators={[',', '，', '、']}
          onChange={(options: string[]) => onChange({ options: options.map((word) => word.trim()).filter(Boolean) })}
        />
      )}
      <Checkbox checked={parameter.optional} onChange={(event) => onChange({ optional: event.target.checked })}>
        {t('scripts.field.optional')}
      </Checkbox>
      {wrong !== undefined && (
        <p className={styles.wrong}>
          <span aria-hidden>▲ </span>
          {wrong}
        </p>
      )}
    </div>
  );
}
