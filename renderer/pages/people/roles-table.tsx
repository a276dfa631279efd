import { useTranslation } from 'react-i18next';
import type { Role } from '../../../shared/role.ts';
import list from '../../components/list-table.module.css';
import { isBuiltIn } from '../../stores/roles.ts';
import { roleLines, roleName } from '../../text/role-words.ts';
import { useKnownCommands } from './role-choices.ts';
import styles from './roles-table.module.css';

interface Props {
  roles: Role[];
  /** How many have each role, by its id. */
  holders: Record<string, number>;
  /** The role that is open. */
  open: string | undefined;
  onOpen: (role: Role) => void;
}

/** The roles, each with what it may do in words. */
export function RolesTable({ roles, holders, open, onOpen }: Props) {
  const { t } = useTranslation();
  const known = useKnownCommands();
  return (
    <table className={`${list.table} ${styles.table}`} aria-label={t('role.list')}>
      <thead>
        <tr>
          {(['name', 'may', 'people'] as const).map((column) => (
            <th key={column} scope="col" data-column={column}>
              {t(`role.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {roles.map((role) => {
          const lines = roleLines(t, role, known);
          const name = roleName(t, role);
          return (
            <tr key={role.id} data-testid="role-row" data-role={role.id} data-open={role.id === open} onClick={() => onOpen(role)}>
              <td>
                <button type="button" className={styles.name} aria-label={t('role.open', { name })} aria-expanded={role.id === open}>
                  {name}
                </button>
                <span className={styles.kind}>{t(isBuiltIn(role) ? 'role.builtIn' : 'role.own')}</span>
              </td>
              <td>
                {lines.length === 0 && <span className={styles.quiet}>{t('role.nothing')}</span>}
                {lines.map((line, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: two rights may say the same
                  <p key={index}>{line}</p>
                ))}
              </td>
              <td className={styles.quiet}>{t('role.people', { n: holders[role.id] ?? 0 })}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
