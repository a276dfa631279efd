import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SecretMark } from '../../shared/account-view.ts';
import { useSettings } from '../stores/context.ts';
import { formatMoment } from '../text/format.ts';
import styles from './field.module.css';
import { Field } from './field.tsx';
import { useAge } from './use-age.ts';

interface Props {
  label: string;
  /** The rule of what is typed. */
  rule: string;
  /** Stands below one that is set. */
  note?: string | undefined;
  /** The one that is set, in use or waiting. */
  known: SecretMark | undefined;
  /** What is being typed; undefined while the present one is kept. */
  typed: string | undefined;
  problem?: string | undefined;
  /** It will be gone when the form is saved. */
  forgotten?: boolean;
  /** undefined puts the field away. */
  onChange: (typed: string | undefined) => void;
  /** Where it may be taken away without another in its place. */
  onForget?: (forgotten: boolean) => void;
}

/** A secret: that it is set and since when, and a way to replace it. It is never shown. */
export function SecretField({ label, rule, note = '', known, typed, problem, forgotten = false, onChange, onForget }: Props) {
  const { t } = useTranslation();
  const isTyping = typed !== undefined || !known;
  return (
    <Field label={label} rule={isTyping ? rule : forgotten ? t('secretStore.forgottenRule') : note} problem={problem}>
      {(ties) =>
        isTyping ? (
          <>
            <Input.Password
              {...ties}
              value={typed ?? ''}
              visibilityToggle={false}
              autoFocus={known !== undefined}
              autoComplete="new-password"
              {...(ties['aria-invalid'] && { status: 'error' })}
              onChange={(event) => onChange(event.target.value)}
            />
            {known && <Button onClick={() => onChange(undefined)}>{t('secretStore.keep')}</Button>}
          </>
        ) : (
          <>
            <SetState known={known} forgotten={forgotten} />
            {forgotten ? (
              <Button id={ties.id} size="small" onClick={() => onForget?.(false)}>
                {t('secretStore.keep')}
              </Button>
            ) : (
              <>
                <Button id={ties.id} size="small" aria-label={t('secretStore.replaceOf', { name: label })} onClick={() => onChange('')}>
                  {t('secretStore.replace')}
                </Button>
                {onForget && (
                  <Button size="small" aria-label={t('secretStore.forgetOf', { name: label })} onClick={() => onForget(true)}>
                    {t('secretStore.forget')}
                  </Button>
                )}
              </>
            )}
          </>
        )
      }
    </Field>
  );
}

function SetState({ known, forgotten }: { known: SecretMark; forgotten: boolean }) {
  const { t } = useTranslation();
  const age = useAge();
  const language = useSettings((state) => state.language);
  if (forgotten) return <span className={styles.state}>{t('secretStore.forgotten')}</span>;
  if (known.changedAt === undefined) return <span className={styles.state}>{t('secretStore.set')}</span>;
  return (
    <time className={styles.state} dateTime={new Date(known.changedAt).toISOString()} title={formatMoment(known.changedAt, language)}>
      {t('secretStore.setAt', { age: age(known.changedAt) })}
    </time>
  );
}
