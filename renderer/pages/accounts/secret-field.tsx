import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Platform } from '../../../shared/account.ts';
import type { FieldProblem } from '../../../shared/account-fields.ts';
import type { AccountSecretName, SecretMark } from '../../../shared/account-view.ts';
import styles from '../../components/field.module.css';
import { Field } from '../../components/field.tsx';
import { useAge } from '../../components/use-age.ts';
import { useSettings } from '../../stores/context.ts';
import { formatMoment } from '../../text/format.ts';
import { useFieldTexts } from './use-field-texts.ts';

interface Props {
  name: AccountSecretName;
  platform: Platform;
  /** The one in use. */
  present: SecretMark | undefined;
  /** A new one that waits for WeChat. */
  pending?: SecretMark | undefined;
  /** What is being typed; undefined while the present one is kept. */
  typed: string | undefined;
  problem: FieldProblem | undefined;
  /** undefined puts the field away. */
  onChange: (typed: string | undefined) => void;
}

/** A secret: that it is set and since when, and a way to replace it. It is never shown. */
export function SecretField({ name, platform, present, pending, typed, problem, onChange }: Props) {
  const { t } = useTranslation();
  const age = useAge();
  const language = useSettings((state) => state.language);
  const texts = useFieldTexts(platform);
  const label = texts.label(name);
  const known = present ?? pending;
  const isTyping = typed !== undefined || !known;
  const waiting = pending && t(present ? 'secretStore.pending' : 'secretStore.pendingFirst', { name: label });
  return (
    <Field
      label={label}
      rule={isTyping ? texts.rule(name) : (waiting ?? '')}
      problem={problem === undefined || problem === 'missing' ? undefined : texts.problem(problem, typed ?? '')}
    >
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
              onChange={(event) => onChange(event.target.value.trim())}
            />
            {known && <Button onClick={() => onChange(undefined)}>{t('secretStore.keep')}</Button>}
          </>
        ) : (
          <>
            {known.changedAt === undefined ? (
              <span className={styles.state}>{t('secretStore.set')}</span>
            ) : (
              <time
                className={styles.state}
                dateTime={new Date(known.changedAt).toISOString()}
                title={formatMoment(known.changedAt, language)}
              >
                {t('secretStore.setAt', { age: age(known.changedAt) })}
              </time>
            )}
            <Button id={ties.id} size="small" aria-label={t('secretStore.replaceOf', { name: label })} onClick={() => onChange('')}>
              {t('secretStore.replace')}
            </Button>
          </>
        )
      }
    </Field>
  );
}
