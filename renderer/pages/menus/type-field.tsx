import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { MenuAccount } from '../../../shared/menu/button-place.ts';
import { offeredTypes } from '../../../shared/menu/menu-rules.ts';
import { Field } from '../../components/field.tsx';
import { useSettings } from '../../stores/context.ts';
import type { ShownProblem } from './shown-problems.ts';
import styles from './type-field.module.css';

/** What the form calls a key that runs a command; the platform only knows the key. */
export const commandType = 'command';

interface Props {
  account: MenuAccount;
  /** A type of the platform's, or `commandType`. */
  value: string;
  problem: ShownProblem | undefined;
  onChange: (type: string) => void;
}

interface Option {
  value: string;
  label: string;
  does: string;
  reason?: string;
}

/** What a tap does: all types there are; those that the account can't use say why. */
export function TypeField({ account, value, problem, onChange }: Props) {
  const { t } = useTranslation();
  const language = useSettings((state) => state.language);
  const offered = offeredTypes(account).map(({ type, refused }) => ({
    isTold: type.event !== undefined,
    option: {
      ...{ value: type.type, label: type.title[language], disabled: refused !== undefined },
      does: type.deprecated ? `${type.does[language]} (${t('menus.form.advised')})` : type.does[language],
      ...(refused && { reason: t('menus.sentence', { message: refused.message[language], hint: refused.hint[language] }) }),
    },
  }));
  const usable = offered.filter(({ option }) => !option.disabled);
  const group = (label: string, options: Option[]) => (options.length > 0 ? [{ label, options }] : []);
  const known = [commandType, ...offered.map(({ option }) => option.value)];
  const does = value === commandType ? t('menus.command.does') : (offered.find(({ option }) => option.value === value)?.option.does ?? '');
  return (
    <Field
      label={t('menus.form.action')}
      rule={does}
      problem={problem && t('menus.sentence', { message: problem.message, hint: problem.hint })}
    >
      {(ties) => (
        <Select<string, Option>
          {...ties}
          className={styles.field ?? ''}
          {...(problem && { status: problem.severity })}
          value={known.includes(value) ? value : value || null}
          listHeight={400}
          options={
            [
              ...group(t('menus.form.group.weiguan'), [
                { value: commandType, label: t('menus.command.type'), does: t('menus.command.does') },
              ]),
              ...group(
                t('menus.form.group.account'),
                usable.filter(({ isTold }) => isTold).map(({ option }) => option),
              ),
              ...group(
                t('menus.form.group.platform'),
                usable.filter(({ isTold }) => !isTold).map(({ option }) => option),
              ),
              ...group(
                t('menus.form.group.unusable'),
                offered.filter(({ option }) => option.disabled).map(({ option }) => option),
              ),
            ] as unknown as Option[]
          }
          optionRender={({ data }) => (
            <span className={styles.option}>
              <span>
                {data.label} {data.value !== commandType && <code className={styles.code}>{data.value}</code>}
              </span>
              <span className={styles.does}>{data.reason ? t('menus.form.unusable', { reason: data.reason }) : data.does}</span>
            </span>
          )}
          onChange={onChange}
        />
      )}
    </Field>
  );
}
