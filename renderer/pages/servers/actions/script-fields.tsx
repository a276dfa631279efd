import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SavedScript } from '../../../../shared/script.ts';
import type { TargetView } from '../../../../shared/target.ts';
import { useScripts } from '../../../stores/context.ts';
import { formatRoute } from '../../../stores/route.ts';
import { areFilled, argumentKey, scriptWords } from '../../../stores/script-arguments.ts';
import { scriptsPart } from '../../../stores/scripts.ts';
import { ArgumentFields } from '../scripts/argument-fields.tsx';
import { runsOn } from '../scripts/runs-on.ts';
import styles from './action-form.module.css';

interface Props {
  targets: TargetView[];
  /**
   * `script` is what the chat line has: the script's name with its arguments, empty until they all fit. What was chosen
   * and typed stands beside it.
   */
  values: Record<string, string>;
  onChange: (values: Record<string, string>) => void;
}

/** The key of the script that was chosen. */
const chosenKey = argumentKey('');

/** Which saved script, and its own parameters as fields. */
export function ScriptFields({ targets, values, onChange }: Props) {
  const { t } = useTranslation();
  const scripts = useScripts((state) => state.scripts.value) ?? [];
  const chosen = scripts.find(({ id }) => id === values[chosenKey]);
  const take = (script: SavedScript | undefined, typed: Record<string, string>) =>
    onChange({ ...typed, script: script && areFilled(script, typed) ? scriptWords(script, typed).join(' ') : '' });
  if (scripts.length === 0) {
    return (
      <p>
        {t('scripts.run.none')} <a href={formatRoute('servers', scriptsPart)}>{t('scripts.run.write')}</a>
      </p>
    );
  }
  const labelOf = (script: SavedScript, isAble: boolean) => {
    const { name, interpreter } = script;
    return isAble ? name : t('scripts.run.wrongSystem', { name, interpreter: t(`scripts.interpreter.${interpreter}`) });
  };
  return (
    <>
      <span className={styles.script}>
        <Select
          size="small"
          className={styles.field ?? ''}
          autoFocus
          showSearch
          optionFilterProp="label"
          aria-label={t('scripts.run.choose')}
          placeholder={t('scripts.run.choose')}
          value={chosen?.id ?? null}
          options={scripts.map((script) => {
            const isAble = targets.every((target) => runsOn(script, target));
            return { value: script.id, label: labelOf(script, isAble), title: script.summary || script.name, disabled: !isAble };
          })}
          onChange={(id: string) =>
            take(
              scripts.find((script) => script.id === id),
              { [chosenKey]: id },
            )
          }
        />
        {chosen && chosen.summary !== '' && <span className={styles.about}>{chosen.summary}</span>}
      </span>
      {chosen && (
        <ArgumentFields
          parameters={chosen.parameters}
          values={values}
          onChange={(key, value) => take(chosen, { ...values, [key]: value })}
        />
      )}
    </>
  );
}
