import { Button, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { RunPlan } from '../../../../shared/run.ts';
import type { TargetView } from '../../../../shared/target.ts';
import { ConfirmRun } from '../../../components/confirm-run.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { SendLine } from '../../../components/send-line.tsx';
import { type Action, isFilled, optionsOf } from '../../../components/server-actions/actions.ts';
import { useActionTexts } from '../../../components/server-actions/use-action-texts.ts';
import styles from './action-form.module.css';
import { ScriptFields } from './script-fields.tsx';

interface Props {
  action: Action;
  values: Record<string, string>;
  plan: RunPlan | null;
  targets: TargetView[];
  line: string;
  busy: boolean;
  onChange: (values: Record<string, string>) => void;
  onAsk: () => void;
  onConfirm: () => void;
  onCancel: () => void;
}

/** The arguments of an action, the line that asks for the same in the chat, and the yes that it may need. */
export function ActionForm({ action, values, plan, targets, line, busy, onChange, onAsk, onConfirm, onCancel }: Props) {
  const { t } = useTranslation();
  const { labelOf, fieldOf, optionOf } = useActionTexts();
  const label = labelOf(action);
  const put = (name: string, value: string) => onChange({ ...values, [name]: value });
  return (
    <form
      className={styles.form}
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        // why: the form stands beside that of the server, whose saving it is not
        event.stopPropagation();
        if (isFilled(action, values) && !plan && !busy) onAsk();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        event.stopPropagation();
        onCancel();
      }}
    >
      {action.fields.length > 0 && (
        <div className={styles.fields}>
          {action.fields.map((field, index) => {
            if (field.name === 'script') return <ScriptFields key={field.name} targets={targets} values={values} onChange={onChange} />;
            const options = optionsOf(field, targets);
            const name = fieldOf(field.name);
            const told = field.isOptional ? t('action.optional', { field: name }) : name;
            return options ? (
              <Select
                key={field.name}
                size="small"
                className={styles.field ?? ''}
                autoFocus={index === 0}
                aria-label={name}
                placeholder={told}
                allowClear={field.isOptional}
                value={values[field.name] ?? null}
                options={options.map((value) => ({ value, label: optionOf(value) }))}
                onChange={(value: string | null) => put(field.name, value ?? '')}
              />
            ) : (
              <Input
                key={field.name}
                size="small"
                className={styles.field ?? ''}
                autoFocus={index === 0}
                aria-label={name}
                placeholder={told}
                maxLength={512}
                value={values[field.name] ?? ''}
                onChange={(event) => put(field.name, event.target.value)}
              />
            );
          })}
        </div>
      )}
      {plan && (targets.length > 1 || plan.targets.join() !== targets[0]?.id) && (
        <p className={styles.plan}>
          {t('action.plan', { n: plan.targets.length })} <code>{plan.targets.join(t('action.comma'))}</code>
        </p>
      )}
      <p className={styles.line}>
        <span className={styles.quiet}>{t('action.inChat')}</span>
        <code className={styles.code} title={line}>
          {line}
        </code>
        <CopyButton text={line} what={t('history.chatLine')} />
      </p>
      {isFilled(action, values) && <SendLine key={line} line={line} />}
      <Yes {...{ action, plan, label, busy, onConfirm, onCancel }} isReady={isFilled(action, values)} />
    </form>
  );
}

interface YesProps extends Pick<Props, 'action' | 'plan' | 'busy' | 'onConfirm' | 'onCancel'> {
  label: string;
  isReady: boolean;
}

/** The last click: to run it, or to say that it is really meant. */
function Yes({ plan, label, busy, isReady, onConfirm, onCancel }: YesProps) {
  const { t } = useTranslation();
  if (plan?.confirm) return <ConfirmRun plan={plan} label={label} busy={busy} onConfirm={onConfirm} onCancel={onCancel} />;
  const act = plan ? t('confirmRun.doTo', { label, what: t('confirmRun.servers', { n: plan.targets.length }) }) : label;
  return (
    <div className={styles.acts}>
      <Button
        size="small"
        type="primary"
        htmlType={plan ? 'button' : 'submit'}
        autoFocus={plan !== null}
        disabled={!isReady}
        loading={busy}
        {...(!isReady && { title: t('action.fill') })}
        {...(plan && { onClick: onConfirm })}
      >
        {act}
      </Button>
      <Button size="small" onClick={onCancel}>
        {t('app.cancel')}
      </Button>
    </div>
  );
}
