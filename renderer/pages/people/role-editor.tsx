import { PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/result.ts';
import type { Role } from '../../../shared/role.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import { Field } from '../../components/field.tsx';
import { useSave } from '../../components/use-save.ts';
import { grantWords } from '../../text/role-words.ts';
import { GrantFields } from './grant-fields.tsx';
import { useKnownCommands } from './role-choices.ts';
import { lacksOf, newGrant, type RoleDraft, roleOfDraft } from './role-draft.ts';
import styles from './role-editor.module.css';
import { RoleTry } from './role-try.tsx';
import { SidePanel } from './side-panel.tsx';

interface Props {
  /** As it was opened; another one needs another key. */
  draft: RoleDraft;
  /** It is there already. */
  isSaved: boolean;
  /** What other roles are called. */
  taken: string[];
  /** What those who have it are called. */
  holders: string[];
  /** What the last change ran into. */
  failure: Failure | null;
  /** Whether it was done. */
  onSave: (role: Role) => Promise<boolean>;
  onRemove: () => void;
  onClose: () => void;
}

/** Makes a role, or changes one: its rights, in words as well, and a way to try it before it counts. */
export function RoleEditor({ draft: opened, isSaved, taken, holders, failure, onSave, onRemove, onClose }: Props) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(opened);
  const role = roleOfDraft(draft);
  const lacks = lacksOf(draft);
  const isTaken = taken.some((name) => name.toLowerCase() === draft.name.trim().toLowerCase());
  const put = (change: Partial<RoleDraft>) => setDraft({ ...draft, ...change });
  const { isSaving, onSubmit } = useSave(role !== undefined && !isTaken, async () => {
    if (role && (await onSave(role))) onClose();
  });
  return (
    <SidePanel isWide title={t(isSaved ? 'role.edit' : 'role.add')} onClose={onClose}>
      <form className={styles.form} autoComplete="off" onSubmit={onSubmit}>
        <Field label={t('role.name')} rule={t('role.nameRule')} problem={isTaken ? t('role.nameTaken') : undefined}>
          {(ties) => (
            <Input {...ties} autoFocus maxLength={32} value={draft.name} onChange={(event) => put({ name: event.target.value })} />
          )}
        </Field>
        {draft.grants.map((grant, index) => (
          <GrantFields
            // biome-ignore lint/suspicious/noArrayIndexKey: rights have no names
            key={index}
            grant={grant}
            number={index + 1}
            onChange={(changed) => put({ grants: draft.grants.map((other, at) => (at === index ? changed : other)) })}
            onRemove={() => put({ grants: draft.grants.filter((_, at) => at !== index) })}
          />
        ))}
        <div className={styles.more}>
          <Button size="small" icon={<PlusOutlined aria-hidden />} onClick={() => put({ grants: [...draft.grants, newGrant()] })}>
            {t('role.addGrant')}
          </Button>
          {draft.grants.length > 1 && <span className={styles.quiet}>{t('role.grantsRule')}</span>}
        </div>
        <Checkbox checked={draft.mayHold} onChange={(event) => put({ mayHold: event.target.checked })}>
          {t('role.hold')}
        </Checkbox>
        {role && <Preview role={role} holders={holders} />}
        {failure && <FailureNote failure={failure} />}
        <div className={styles.acts}>
          <Button type="primary" htmlType="submit" loading={isSaving} disabled={!role || isTaken}>
            {t(isSaved ? 'role.save' : 'role.make')}
          </Button>
          {isSaved && (
            <Button danger onClick={onRemove}>
              {t('role.remove')}
            </Button>
          )}
          {lacks.length > 0 && (
            <span className={styles.quiet}>
              {t('role.unfinished', { what: lacks.map((lack) => t(`role.lacks.${lack}`)).join(t('role.comma')) })}
            </span>
          )}
        </div>
      </form>
      {role && <RoleTry role={role} />}
    </SidePanel>
  );
}

/** So many of those who have a role are named. */
const mostNamed = 3;

/** What somebody with the role may do, as one would say it. */
function Preview({ role, holders }: { role: Role; holders: string[] }) {
  const { t } = useTranslation();
  const known = useKnownCommands();
  const names = holders.slice(0, mostNamed).join(t('role.comma'));
  const several = holders.length > mostNamed ? t('role.andOthers', { names, n: holders.length }) : names;
  const who = holders.length === 0 ? t('role.anybody') : several;
  const rights = [...role.grants.map((grant) => grantWords(t, grant, known)), ...(role.mayHold ? [t('role.mayHoldToo')] : [])];
  return (
    <section className={styles.preview} aria-label={t('role.preview')}>
      {rights.map((right, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two rights may say the same
        <p key={index}>{t('role.sentence', { who, right })}</p>
      ))}
    </section>
  );
}
