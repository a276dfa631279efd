import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { scriptLimits } from '../../../../shared/script.ts';
import type { ScriptForm } from '../../../stores/script-form.ts';
import styles from './code-field.module.css';

interface Props {
  form: Pick<ScriptForm, 'text' | 'interpreter' | 'parameters'>;
  problem: string | undefined;
  onChange: (text: string) => void;
}

const leastLines = 10;

/** The script's text, with the numbers of its lines. */
export function CodeField({ form, problem, onChange }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const { text, interpreter, parameters } = form;
  const lines = Math.max(leastLines, text.split('\n').length);
  const named = parameters.map(
    ({ name }, index) => `${interpreter === 'powershell' ? `$args[${index}]` : `$${index + 1}`} = ${name || '?'}`,
  );
  return (
    <div className={styles.place}>
      <label htmlFor={id} className={styles.label}>
        {t('scripts.text')}
      </label>
      <div className={styles.box} data-wrong={problem !== undefined}>
        <pre className={styles.numbers} aria-hidden>
          {Array.from({ length: lines }, (_, index) => index + 1).join('\n')}
        </pre>
        <textarea
          id={id}
          className={styles.text}
          aria-describedby={`${id}-rule`}
          aria-invalid={problem !== undefined}
          value={text}
          rows={lines}
          maxLength={scriptLimits.textChars}
          wrap="off"
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          onChange={(event) => onChange(event.target.value)}
        />
      </div>
      <p id={`${id}-rule`} className={styles.rule} data-wrong={problem !== undefined}>
        {problem !== undefined && <span aria-hidden>▲ </span>}
        {problem ?? (named.length > 0 ? t('scripts.rule.textArgs', { args: named.join(', ') }) : t('scripts.rule.textNoArgs'))}
      </p>
    </div>
  );
}
