import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedScript } from '../../../../shared/script.ts';
import { CopyButton } from '../../../components/copy-button.tsx';
import { FormSection } from '../../../components/form-section.tsx';
import { argumentKey, sampleOf, scriptWords } from '../../../stores/script-arguments.ts';
import type { ScriptForm } from '../../../stores/script-form.ts';
import { ArgumentFields } from './argument-fields.tsx';
import styles from './script-preview.module.css';
import { useRunWord } from './use-run-word.ts';

interface Props {
  form: ScriptForm;
  /** What the form comes to; undefined while something is missing or wrong. */
  script: SavedScript | undefined;
}

/** How others will see the script: the line in the chat, and the form at a server. */
export function ScriptPreview({ form, script }: Props) {
  const { t } = useTranslation();
  const word = useRunWord();
  const [values, setValues] = useState<Record<string, string>>({});
  const samples = Object.fromEntries((script?.parameters ?? []).map((one) => [argumentKey(one.name), sampleOf(one)]));
  const typed = Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''));
  const line = script && [word, ...scriptWords(script, { ...samples, ...typed }), t('scripts.server')].join(' ');
  return (
    <FormSection title={t('scripts.preview')}>
      {line === undefined ? (
        <p className={styles.quiet}>{t('scripts.previewMissing')}</p>
      ) : (
        <div className={styles.line}>
          <code className={styles.code} data-testid="script-line">
            {line}
          </code>
          <CopyButton text={line} what={t('history.chatLine')} />
        </div>
      )}
      {script && script.parameters.length > 0 && (
        <fieldset className={styles.form} aria-label={t('scripts.previewForm')}>
          <p className={styles.quiet}>{t('scripts.previewForm')}</p>
          {form.summary !== '' && <p>{form.summary}</p>}
          <div className={styles.fields}>
            <ArgumentFields
              parameters={script.parameters}
              values={values}
              onChange={(key, value) => setValues({ ...values, [key]: value })}
            />
          </div>
        </fieldset>
      )}
    </FormSection>
  );
}
