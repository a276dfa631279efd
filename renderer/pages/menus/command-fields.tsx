import { Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandParameter, CommandView } from '../../../shared/run.ts';
import fieldStyles from '../../components/field.module.css';
import { Field } from '../../components/field.tsx';
import { optionsOf } from '../../components/server-actions/actions.ts';
import { useActionTexts } from '../../components/server-actions/use-action-texts.ts';
import { useRuns, useStores, useTargets } from '../../stores/context.ts';
import { commandOfKey, type KeyedCommand, keyOfCommand } from './command-key.ts';
import { MenuField } from './menu-field.tsx';
import type { ShownProblem } from './shown-problems.ts';
import styles from './type-field.module.css';

interface Props {
  value: string;
  problem: ShownProblem | undefined;
  most: number;
  onChange: (key: string) => void;
}

const firstValues = ({ parameters }: CommandView): Record<string, string> =>
  Object.fromEntries(parameters.map(({ name, isOptional, options }) => [name, isOptional ? '' : (options?.[0] ?? '')]));

/** A command and its arguments, from the command's own declaration; the key is made of them. */
export function CommandFields({ value, problem, most, onChange }: Props) {
  const { t } = useTranslation();
  const { fieldOf, optionOf } = useActionTexts();
  const { targets: targetStore } = useStores();
  const commands = useRuns((state) => state.commands);
  const targets = useTargets((state) => state.targets.value);
  useEffect(() => {
    if (targetStore.getState().targets.value === undefined) void targetStore.getState().load();
  }, [targetStore]);

  const list = targets ?? [];
  // why: a blank at the end of what is typed is not in the key, but another word may follow
  const [written, setWritten] = useState<{ key: string; keyed: KeyedCommand }>();
  const known = list.map(({ id }) => id);
  const typed = written?.key === value ? written.keyed : commandOfKey(value, commands, known);
  // why: its texts are those of the language that the page has now
  const command = commands.find(({ name }) => name === typed?.command.name);
  const keyed = typed && command && { ...typed, command };
  const write = (next: KeyedCommand) => {
    const key = keyOfCommand(next);
    setWritten({ key, keyed: next });
    onChange(key);
  };
  const put = (change: Partial<KeyedCommand>) => keyed && write({ ...keyed, ...change });
  const choose = (name: string) => {
    const wanted = commands.find((one) => one.name === name);
    if (wanted) write({ command: wanted, values: firstValues(wanted), targets: [] });
  };
  const isByHand = value !== '' && !keyed;
  const chosen = list.filter(({ id }) => keyed?.targets.includes(id));
  const rule = keyed ? keyed.command.summary : isByHand ? t('menus.command.byHand') : '';

  return (
    <>
      <Field label={t('menus.command.choose')} rule={rule}>
        {(ties) => (
          <Select
            {...ties}
            className={styles.field ?? ''}
            showSearch={{ optionFilterProp: 'search' }}
            placeholder={t('menus.command.placeholder')}
            value={keyed?.command.name ?? null}
            options={commands.map(({ name, title, aliases, summary }) => ({
              ...{ value: name, label: title === name ? name : `${title} ${name}`, summary },
              search: [name, title, ...aliases].join(' '),
            }))}
            optionRender={({ data }) => (
              <span className={styles.option}>
                <span>{data.label}</span>
                <span className={styles.does}>{data.summary}</span>
              </span>
            )}
            onChange={choose}
          />
        )}
      </Field>
      {keyed?.command.parameters.map((parameter) => (
        <ParameterField
          key={parameter.name}
          parameter={parameter}
          label={fieldOf(parameter.name)}
          options={optionsOf(parameter, chosen)}
          optionOf={optionOf}
          value={keyed.values[parameter.name] ?? ''}
          onChange={(text) => put({ values: { ...keyed.values, [parameter.name]: text } })}
        />
      ))}
      {keyed && keyed.command.targets !== 'none' && (
        <Field
          label={t('menus.command.targets')}
          rule={t(keyed.command.targetIsOptional ? 'menus.command.targetsRule' : 'menus.command.targetsNeeded')}
        >
          {(ties) => (
            <Select
              {...ties}
              className={styles.field ?? ''}
              mode="multiple"
              {...(keyed.command.targets === 'one' && { maxCount: 1 })}
              showSearch={{ optionFilterProp: 'search' }}
              notFoundContent={t('menus.command.noTargets')}
              value={keyed.targets}
              options={list.map(({ id, name, aliases }) => ({
                ...{ value: id, label: name === id ? id : `${name} (${id})`, search: [id, name, ...aliases].join(' ') },
              }))}
              onChange={(ids: string[]) => put({ targets: ids })}
            />
          )}
        </Field>
      )}
      <MenuField
        label={t('menus.command.key')}
        rule={t('menus.command.keyRule')}
        value={value}
        problem={problem}
        most={most}
        isWire
        onChange={onChange}
      />
    </>
  );
}

interface ParameterProps {
  parameter: CommandParameter;
  label: string;
  options: string[] | undefined;
  optionOf: (word: string) => string;
  value: string;
  onChange: (text: string) => void;
}

function ParameterField({ parameter: { isOptional }, label, options, optionOf, value, onChange }: ParameterProps) {
  const { t } = useTranslation();
  const isMissing = !isOptional && value.trim() === '';
  return (
    <Field
      label={label}
      rule={t(isOptional ? 'menus.command.optional' : 'menus.command.argument')}
      problem={isMissing ? t('menus.command.missing') : undefined}
    >
      {(ties) =>
        options && options.length > 0 ? (
          <Select
            {...ties}
            className={styles.field ?? ''}
            allowClear={isOptional}
            {...(isMissing && { status: 'error' })}
            value={value === '' ? null : value}
            options={options.map((word) => ({ value: word, label: optionOf(word) === word ? word : `${optionOf(word)} ${word}` }))}
            onChange={(word: string | null) => onChange(word ?? '')}
          />
        ) : (
          <Input
            {...ties}
            className={fieldStyles.wire ?? ''}
            maxLength={512}
            {...(isMissing && { status: 'error' })}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  );
}
