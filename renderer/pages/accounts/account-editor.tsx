import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AccountSecretName, type AccountView, isCallbackSecret } from '../../../shared/account-view.ts';
import type { NoticeTemplate } from '../../../shared/notice-template.ts';
import type { Failure } from '../../../shared/result.ts';
import editor from '../../components/editor-form.module.css';
import { FailureNote } from '../../components/failure-note.tsx';
import { FormSection } from '../../components/form-section.tsx';
import { takeUpFocus } from '../../components/use-lost-focus.ts';
import { useSave } from '../../components/use-save.ts';
import { type AccountForm, givenSecrets, problemsOf, secretsOf, type TypedSecrets } from '../../stores/account-form.ts';
import { AccountChoiceField } from './account-choice-field.tsx';
import { AccountSaveBar } from './account-save-bar.tsx';
import { AccountSecretField } from './account-secret-field.tsx';
import { AccountTextField } from './account-text-field.tsx';
import { NetworkFields } from './network-fields.tsx';
import { NoticeTemplateField } from './notice-template-field.tsx';
import { OfficialFields } from './official-fields.tsx';
import { OperatorsField } from './operators-field.tsx';

interface Props {
  form: AccountForm;
  /** Absent while the account is being added. */
  saved: AccountView | undefined;
  changed: boolean;
  saving: boolean;
  failure: Failure | undefined;
  onChange: (form: AccountForm) => void;
  onDiscard: () => void;
  /** Whether it was saved. */
  onSave: (secrets: TypedSecrets) => Promise<boolean>;
}

/** The form of one account. Typed secrets are its own, and are gone as soon as they are saved. */
export function AccountEditor({ form, saved, changed, saving, failure, onChange, onDiscard, onSave }: Props) {
  const { t } = useTranslation();
  const [secrets, setSecrets] = useState<TypedSecrets>({});
  const { platform } = form;
  const problems = problemsOf(form, secrets);
  const hasSecrets = Object.keys(givenSecrets(secrets)).length > 0;
  const isWecom = platform === 'wecom';
  const isOtherReceiver = saved !== undefined && form.receiverId !== saved.receiverId;

  const change = (part: Partial<AccountForm>) => onChange({ ...form, ...part });
  const changeTemplate = (noticeTemplate: NoticeTemplate | undefined) => {
    const { noticeTemplate: _, ...rest } = form;
    onChange({ ...rest, ...(noticeTemplate && { noticeTemplate }) });
  };
  const canSave = (changed || hasSecrets) && Object.keys(problems).length === 0 && !saving;
  const { onSubmit } = useSave(canSave, async () => {
    if (await onSave(secrets)) setSecrets({});
  });
  const discard = () => {
    setSecrets({});
    onDiscard();
  };
  const place = useRef<HTMLFormElement>(null);
  const isNew = saved === undefined;
  useEffect(() => {
    if (isNew) takeUpFocus(place.current?.querySelector('input'));
  }, [isNew]);

  const text = (field: 'id' | 'name' | 'receiverId' | 'agentId' | 'seats', note?: string) => (
    <AccountTextField
      field={field}
      platform={platform}
      value={form[field]}
      problem={problems[field]}
      note={note}
      onChange={(typed) => change({ [field]: typed })}
    />
  );
  const secret = (name: AccountSecretName) => (
    <AccountSecretField
      key={name}
      name={name}
      platform={platform}
      present={saved?.secrets[name]}
      pending={isCallbackSecret(name) ? saved?.pending[name] : undefined}
      typed={secrets[name]}
      problem={name === 'proxyPassword' ? undefined : problems[name]}
      onChange={(typed) => setSecrets(({ [name]: _, ...rest }) => (typed === undefined ? rest : { ...rest, [name]: typed }))}
    />
  );
  const shown = secretsOf(form);

  return (
    <form ref={place} className={editor.form} autoComplete="off" onSubmit={onSubmit}>
      <div className={editor.fields}>
        {failure && <FailureNote failure={failure} />}
        <FormSection title={t('accounts.basics')}>
          {text('name')}
          {!saved && text('id')}
        </FormSection>
        <FormSection title={t('accounts.credentials')}>
          {text('receiverId', isOtherReceiver ? t(isWecom ? 'rule.otherCorpId' : 'rule.otherAppId') : undefined)}
          {isWecom && text('agentId')}
          {secret('apiSecret')}
          {isWecom && text('seats')}
          {!isWecom && <OfficialFields form={form} onChange={change} />}
        </FormSection>
        <FormSection title={t('accounts.callback')}>
          {!isWecom && (
            <AccountChoiceField
              label={t('field.mode')}
              rule={t('rule.mode')}
              options={['plaintext', 'compatible', 'safe']}
              value={form.mode}
              onChange={(mode) => change({ mode })}
            />
          )}
          {shown.filter(isCallbackSecret).map(secret)}
        </FormSection>
        <FormSection title={t('accounts.people')}>
          <OperatorsField platform={platform} operators={form.operators} onChange={(operators) => change({ operators })} />
        </FormSection>
        {!isWecom && (
          <FormSection title={t('noticeTemplate.section')}>
            <NoticeTemplateField form={form} isSaved={saved !== undefined} onChange={changeTemplate} />
          </FormSection>
        )}
        <FormSection title={t('accounts.network')}>
          <NetworkFields form={form} problems={problems} onChange={change} />
          {shown.includes('proxyPassword') && secret('proxyPassword')}
        </FormSection>
      </div>
      <AccountSaveBar
        platform={platform}
        isNew={!saved}
        problems={problems}
        changed={changed}
        hasSecrets={hasSecrets}
        saving={saving}
        canSave={canSave}
        onDiscard={discard}
      />
    </form>
  );
}
