import { Checkbox, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Person, Recipients } from '../../../../shared/monitor/notice-rule.ts';
import { useAccountName, useOperators, useRoles } from '../../../stores/context.ts';
import { roleName } from '../../../text/role-words.ts';
import styles from './recipients-field.module.css';

interface Props {
  label: string;
  to: Recipients;
  onChange: (to: Recipients) => void;
}

/** Somebody as one word, to choose by. */
export const personKey = ({ account, person }: Person): string => `${account}/${person}`;
export function personOfKey(key: string): Person {
  const slash = key.indexOf('/');
  return { account: key.slice(0, slash), person: key.slice(slash + 1) };
}

/** People to choose from, by the accounts through which they are reached. */
export function usePeopleOptions(chosen: readonly Person[]): { value: string; label: string }[] {
  const operators = useOperators((state) => state.operators.value) ?? [];
  const accountName = useAccountName();
  const options = operators.map((operator) => ({
    value: personKey(operator),
    label: `${operator.name || operator.person} · ${accountName(operator.account)}`,
  }));
  const known = new Set(options.map(({ value }) => value));
  const gone = chosen.map((who) => ({ value: personKey(who), label: who.person })).filter(({ value }) => !known.has(value));
  return [...options, ...gone];
}

/** Who is told: whoever is on call, some people, everybody with a role. */
export function RecipientsField({ label, to, onChange }: Props) {
  const { t } = useTranslation();
  const roles = useRoles((state) => state.roles.value) ?? [];
  const people = usePeopleOptions(to.people);
  const operators = useOperators((state) => state.operators.value) ?? [];
  const tags = [...new Set([...operators.flatMap((operator) => operator.tags ?? []), ...to.tags])].sort();
  return (
    <fieldset aria-label={label} className={styles.set}>
      <Checkbox checked={to.onCall} onChange={({ target }) => onChange({ ...to, onCall: target.checked })}>
        {t('notices.onCall')}
      </Checkbox>
      <Select
        mode="multiple"
        aria-label={`${label}: ${t('notices.people')}`}
        placeholder={t('notices.people')}
        optionFilterProp="label"
        value={to.people.map(personKey)}
        options={people}
        onChange={(keys: string[]) => onChange({ ...to, people: keys.map(personOfKey) })}
      />
      <Select
        mode="multiple"
        aria-label={`${label}: ${t('notices.roles')}`}
        placeholder={t('notices.roles')}
        optionFilterProp="label"
        value={to.roles}
        options={roles.map((role) => ({ value: role.id, label: roleName(t, role) }))}
        onChange={(ids: string[]) => onChange({ ...to, roles: ids })}
      />
      {tags.length > 0 && (
        <Select
          mode="multiple"
          aria-label={`${label}: ${t('notices.peopleTags')}`}
          placeholder={t('notices.peopleTags')}
          value={to.tags}
          options={tags.map((tag) => ({ value: tag, label: `#${tag}` }))}
          onChange={(chosen: string[]) => onChange({ ...to, tags: chosen })}
        />
      )}
    </fieldset>
  );
}
