import { AutoComplete, Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Operator } from '../../../shared/role.ts';
import { isSamePerson } from '../../../shared/same-person.ts';
import { Field } from '../../components/field.tsx';
import { useSave } from '../../components/use-save.ts';
import { useAccountName, useMessages, useOperators, useOverview, usePlatformOf } from '../../stores/context.ts';
import { ContactsOffer } from './contacts-offer.tsx';
import { peopleOffered, peopleSeen } from './people-seen.ts';
import styles from './person-form.module.css';
import { useRoleChoices } from './role-choices.ts';
import { SidePanel } from './side-panel.tsx';
import { TagsSelect } from './tags-select.tsx';

interface Props {
  people: Operator[];
  /** Whether it was done. */
  onSave: (person: Operator) => Promise<boolean>;
  onClose: () => void;
}

/** As it is typed; without tags those that the person has stay. */
type Draft = Omit<Operator, 'tags'> & { tags?: string[] };

/** Gives somebody a role, by their id or chosen from those who have written. */
export function PersonForm({ people, onSave, onClose }: Props) {
  const { t } = useTranslation();
  const roles = useRoleChoices();
  const accounts = useOverview((state) => state.overview.value?.accounts) ?? [];
  const platformOf = usePlatformOf();
  const accountName = useAccountName();
  const latest = useMessages((state) => state.latest);
  const [draft, setDraft] = useState<Draft>({ account: '', person: '', name: '', role: 'operator' });
  const account = draft.account || (accounts[0]?.id ?? '');
  const parsed = Operator.safeParse({ ...draft, account });
  const known = people.find((other) => isSamePerson(other, { account, person: draft.person.trim() }, platformOf));
  const put = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change });
  const { isSaving, onSubmit } = useSave(parsed.success, async () => {
    if (parsed.success && (await onSave(parsed.data))) onClose();
  });
  const chosen = accounts.find(({ id }) => id === account);
  const contacts = useOperators((state) => state.contacts[account]);
  const offers = peopleOffered(peopleSeen(latest, people, platformOf), {
    ...{ account, contacts: contacts?.value?.contacts ?? [], people, platformOf },
  }).filter((one) => draft.account === '' || one.account === draft.account);
  return (
    <SidePanel title={t('people.add')} onClose={onClose}>
      {accounts.length === 0 && <p className={styles.may}>{t('people.noAccounts')}</p>}
      <form className={styles.form} autoComplete="off" onSubmit={onSubmit}>
        <Field label={t('people.person')} rule={known ? t('people.exists') : t('people.personRule')}>
          {(ties) => (
            <AutoComplete
              {...ties}
              autoFocus
              className={styles.wide ?? ''}
              placeholder={t('people.personHint')}
              value={draft.person}
              options={offers.map((offer) => {
                const words = offer.name ? `${offer.name} ${offer.person}` : offer.person;
                // why: people of two companies may have the same id, and a choice is known by its value
                const value = `${offer.account}/${offer.person}`;
                return { value, words, offer, label: accounts.length > 1 ? `${words} · ${accountName(offer.account)}` : words };
              })}
              showSearch={{ filterOption: (typed, option) => option?.words.toLowerCase().includes(typed.toLowerCase()) ?? false }}
              onChange={(person: string) => put({ person })}
              onSelect={(_value: string, { offer: { account, person, name = '' } }) => put({ account, person, name: draft.name || name })}
            />
          )}
        </Field>
        <Field label={t('people.account')} rule={t('people.accountRule')}>
          {(ties) => (
            <Select
              {...ties}
              className={styles.wide ?? ''}
              value={account}
              options={accounts.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(chosen) => put({ account: chosen })}
            />
          )}
        </Field>
        {chosen?.platform === 'wecom' && <ContactsOffer account={account} accountName={chosen.name} />}
        <Field label={t('people.name')} rule={t('people.nameRule')}>
          {(ties) => <Input {...ties} maxLength={64} value={draft.name} onChange={(event) => put({ name: event.target.value })} />}
        </Field>
        <Field label={t('people.role')} rule={roles.find(({ value }) => value === draft.role)?.may ?? ''}>
          {(ties) => (
            <Select {...ties} className={styles.wide ?? ''} value={draft.role} options={roles} onChange={(role) => put({ role })} />
          )}
        </Field>
        <Field label={t('people.tags')} rule={t('people.tagsRule')}>
          {({ 'aria-invalid': _, ...ties }) => (
            <TagsSelect
              ties={ties}
              className={styles.wide ?? ''}
              tags={draft.tags ?? known?.tags ?? []}
              onChange={(tags) => put({ tags })}
            />
          )}
        </Field>
        <div className={styles.acts}>
          <Button type="primary" htmlType="submit" loading={isSaving} disabled={!parsed.success}>
            {t('people.save')}
          </Button>
        </div>
      </form>
    </SidePanel>
  );
}
