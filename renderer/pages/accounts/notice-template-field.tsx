import { ReloadOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { capabilitiesOf } from '../../../shared/account-capabilities.ts';
import { fieldsOfTemplate, type NoticeTemplate, templateFacts } from '../../../shared/notice-template.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import { Field } from '../../components/field.tsx';
import type { AccountForm } from '../../stores/account-form.ts';
import { useOwnTemplates, useStores } from '../../stores/context.ts';
import styles from './notice-template-field.module.css';

interface Props {
  form: AccountForm;
  /** Whether the account is there, so that its templates can be asked for. */
  isSaved: boolean;
  onChange: (template: NoticeTemplate | undefined) => void;
}

/** By which of its own templates an Official Account tells of incidents, and what each field of it shows. */
export function NoticeTemplateField({ form, isSaved, onChange }: Props) {
  const { t } = useTranslation();
  const { ownTemplates } = useStores();
  const list = useOwnTemplates((state) => state.lists[form.id]);
  const { noticeTemplate: chosen } = form;
  const mayTemplates = capabilitiesOf(form).includes('templates');
  if (!mayTemplates && !chosen)
    return (
      <Field label={t('noticeTemplate.label')} rule="">
        {(ties) => <span id={ties.id}>{t('noticeTemplate.noRight')}</span>}
      </Field>
    );
  const offers = (list?.value ?? []).flatMap(({ id, title, content }) => {
    const fields = fieldsOfTemplate(content);
    return fields.length === 0 ? [] : [{ id, title: title.slice(0, 64), content, fields }];
  });
  const content = offers.find(({ id }) => id === chosen?.id)?.content;
  const isGone = chosen !== undefined && content === undefined;
  const choose = (id: string) => {
    const offer = offers.find((one) => one.id === id);
    if (id === '') onChange(undefined);
    else if (offer && id !== chosen?.id) onChange({ id, title: offer.title, fields: offer.fields });
  };
  const isEmpty = list?.state === 'ready' && offers.length === 0;
  const rule = !isSaved ? t('noticeTemplate.unsaved') : isEmpty ? t('noticeTemplate.empty') : t('noticeTemplate.rule');
  return (
    <>
      <Field label={t('noticeTemplate.label')} rule={rule}>
        {({ 'aria-invalid': _, ...ties }) => (
          <>
            <Select
              {...ties}
              className={styles.template ?? ''}
              disabled={!isSaved && !chosen}
              value={chosen?.id ?? ''}
              options={[
                { value: '', label: t('noticeTemplate.none') },
                ...(isGone ? [{ value: chosen.id, label: chosen.title || chosen.id }] : []),
                ...offers.map(({ id, title }) => ({ value: id, label: title || id })),
              ]}
              onChange={choose}
            />
            <Button
              icon={<ReloadOutlined aria-hidden />}
              disabled={!isSaved}
              loading={list?.state === 'loading'}
              onClick={() => void ownTemplates.getState().load(form.id)}
            >
              {t(list?.value ? 'noticeTemplate.readAgain' : 'noticeTemplate.read')}
            </Button>
          </>
        )}
      </Field>
      {list?.state === 'failed' && <FailureNote failure={list.failure} />}
      {chosen && <TemplateFields template={chosen} content={content} onChange={onChange} />}
    </>
  );
}

interface FieldsProps {
  template: NoticeTemplate;
  /** Known once the templates were read. */
  content: string | undefined;
  onChange: (template: NoticeTemplate) => void;
}

function TemplateFields({ template, content, onChange }: FieldsProps) {
  const { t } = useTranslation();
  const id = useId();
  const options = [...templateFacts, 'nothing' as const].map((value) => ({ value, label: t(`noticeTemplate.fact.${value}`) }));
  return (
    <div className={styles.fields}>
      {content !== undefined && <pre className={styles.content}>{content}</pre>}
      <p id={id} className={styles.title}>
        {t('noticeTemplate.fields')}
      </p>
      <ul aria-labelledby={id} className={styles.list}>
        {template.fields.map((field) => (
          <li key={field.key} className={styles.line}>
            <span className={styles.name} title={field.key}>
              {field.label || field.key}
            </span>
            <Select
              className={styles.choice ?? ''}
              aria-label={t('noticeTemplate.shows', { field: field.label || field.key })}
              value={field.shows}
              options={options}
              onChange={(shows) =>
                onChange({ ...template, fields: template.fields.map((one) => (one.key === field.key ? { ...one, shows } : one)) })
              }
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
