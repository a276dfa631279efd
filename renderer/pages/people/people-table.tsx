import { DeleteOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Operator } from '../../../shared/role.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import list from '../../components/list-table.module.css';
import { useAccountName } from '../../stores/context.ts';
import styles from './people-table.module.css';
import { useRoleChoices } from './role-choices.ts';
import { TagsSelect } from './tags-select.tsx';

interface Props {
  people: Operator[];
  onRole: (person: Operator, role: string) => void;
  onTags: (person: Operator, tags: string[]) => void;
  onRemove: (person: Operator) => void;
}

/** The people, a line each, with the role that they have. */
export function PeopleTable({ people, onRole, onTags, onRemove }: Props) {
  const { t } = useTranslation();
  const accountName = useAccountName();
  const roles = useRoleChoices();
  return (
    <table className={`${list.table} ${styles.table}`} aria-label={t('people.list')}>
      <thead>
        <tr>
          {(['name', 'person', 'account', 'tags', 'role'] as const).map((column) => (
            <th key={column} scope="col" data-column={column}>
              {t(`people.column.${column}`)}
            </th>
          ))}
          <th aria-label={t('people.remove')} data-column="remove" />
        </tr>
      </thead>
      <tbody>
        {people.map((one) => {
          const { account, person, name, role, tags = [] } = one;
          const shown = name || person;
          const may = roles.find(({ value }) => value === role)?.may;
          return (
            <tr key={`${account}/${person}`} data-testid="person-row" data-account={account} data-person={person}>
              <td className={styles.name} title={shown}>
                {shown}
              </td>
              <td data-column="person">
                <span className={styles.id}>
                  <code title={person}>{person}</code>
                  <CopyButton text={person} what={t('copy.id')} />
                </span>
              </td>
              <td title={account}>{accountName(account)}</td>
              <td data-column="tags" title={tags.join(', ')}>
                <TagsSelect
                  size="small"
                  className={styles.tags ?? ''}
                  ties={{ 'aria-label': t('people.tagsOf', { name: shown }) }}
                  placeholder={t('people.noTags')}
                  tags={tags}
                  onChange={(chosen) => onTags(one, chosen)}
                />
              </td>
              <td data-column="role" title={may}>
                <span className={styles.role}>
                  <Select
                    size="small"
                    className={styles.choice ?? ''}
                    aria-label={t('people.roleOf', { name: shown })}
                    value={role}
                    options={roles}
                    onChange={(chosen) => onRole(one, chosen)}
                  />
                  <span className={styles.may}>{may}</span>
                </span>
              </td>
              <td data-column="remove">
                <Button
                  type="text"
                  size="small"
                  data-remove
                  icon={<DeleteOutlined aria-hidden />}
                  aria-label={t('people.removeOf', { name: shown })}
                  title={t('people.removeOf', { name: shown })}
                  onClick={() => onRemove(one)}
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
