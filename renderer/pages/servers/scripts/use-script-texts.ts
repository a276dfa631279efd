import { useTranslation } from 'react-i18next';
import { rangeOf, type ScriptParameter } from '../../../../shared/script.ts';
import type { ScriptProblem, ScriptProblems } from '../../../stores/script-form.ts';

const fields = ['name', 'id', 'aliases', 'summary', 'seconds', 'text', 'parameters'] as const;
type FormField = (typeof fields)[number];
const parts = { name: 'parameterName', pattern: 'pattern', min: 'min', max: 'max', options: 'options' } as const;
type Part = keyof typeof parts;
const isPart = (word: string): word is Part => word in parts;

/** What the form of a script says of its fields. */
export function useScriptTexts() {
  const { t } = useTranslation();
  const labelOf = (path: string): string => {
    const [field = '', index, part] = path.split('.');
    const known = fields.find((name) => name === field);
    if (index !== undefined && part !== undefined && isPart(part)) {
      return `${t('scripts.parameter', { n: Number(index) + 1 })} ${t(`scripts.field.${parts[part]}`)}`;
    }
    return known ? t(`scripts.field.${known}`) : field;
  };
  const list = (paths: string[]) => paths.map(labelOf).join(t('accounts.listSeparator'));
  return {
    /** What is only missing yet is not wrong. */
    problemText(field: FormField, problem: ScriptProblem | undefined): string | undefined {
      if (!problem || problem.kind === 'missing') return undefined;
      if (problem.kind === 'taken') return t('scripts.wrongField.taken', { item: problem.item ?? '' });
      return t(`scripts.wrongField.${field}`, { item: problem.item ?? '' });
    },
    partProblem(part: Part, problem: ScriptProblem | undefined): string | undefined {
      return problem && problem.kind !== 'missing' ? t(`scripts.wrongField.${parts[part]}`) : undefined;
    },
    /** What is in the way of saving it, or what will be saved. */
    toldOf(problems: ScriptProblems, isChanged: boolean): string {
      const paths = Object.keys(problems);
      const wrong = paths.filter((path) => problems[path]?.kind !== 'missing');
      if (wrong.length > 0) return t('scripts.wrong', { fields: list(wrong) });
      if (paths.length > 0) return t('scripts.lacking', { fields: list(paths) });
      return isChanged ? t('scripts.changed') : '';
    },
    /** What may be written for a parameter. */
    hintOf(parameter: ScriptParameter): string {
      if (parameter.type === 'choice') return parameter.options.join(' / ');
      if (parameter.type === 'number') return rangeOf(parameter) || t('scripts.argument.number');
      return parameter.pattern === undefined ? t('scripts.argument.any') : t('scripts.argument.pattern', { pattern: parameter.pattern });
    },
  };
}
