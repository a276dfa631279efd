import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ImportChange, Monitor } from '../../../../shared/monitor/monitor.ts';
import { TagLabels } from '../../../components/labels.tsx';
import { useLooks } from '../use-looks.ts';
import styles from './import-table.module.css';

interface Props {
  found: Monitor[];
  changes: ImportChange[];
  chosen: string[];
  onChoose: (ids: string[], isChosen: boolean) => void;
}

/** The monitors that were found, to choose from. */
export function ImportTable({ found, changes, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const looks = useLooks();
  const ids = found.map(({ id }) => id);
  const isAll = ids.every((id) => chosen.includes(id));
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">
            <Checkbox
              checked={isAll}
              indeterminate={chosen.length > 0 && !isAll}
              aria-label={t('monitors.chooseAll')}
              onChange={({ target }) => onChoose(ids, target.checked)}
            />
          </th>
          <th scope="col">{t('monitors.column.name')}</th>
          <th scope="col">{t('monitorField.kind')}</th>
          <th scope="col">{t('monitors.column.looks')}</th>
          <th scope="col">{t('monitorField.intervalSeconds')}</th>
          <th scope="col">{t('monitors.column.tags')}</th>
        </tr>
      </thead>
      <tbody>
        {found.map((monitor) => (
          <tr key={monitor.id}>
            <td>
              <Checkbox
                checked={chosen.includes(monitor.id)}
                aria-label={t('monitors.choose', { name: monitor.name })}
                onChange={({ target }) => onChoose([monitor.id], target.checked)}
              />
            </td>
            <td className={styles.name} title={`${monitor.name} (${monitor.id})`}>
              <span className={styles.oneLine}>{monitor.name}</span>
              {changes
                .filter(({ id }) => id === monitor.id)
                .map((change) => (
                  <span key={change.what} className={styles.change}>
                    <span aria-hidden>▲ </span>
                    {t(`monitorImport.change.${change.what}`, { was: 'was' in change ? change.was : '' })}
                  </span>
                ))}
            </td>
            <td className={styles.plain}>{t(`monitorKind.${monitor.check.kind}`)}</td>
            <td className={styles.looks}>{looks(monitor)}</td>
            <td className={styles.plain}>
              {monitor.intervalSeconds} {t('monitorForm.seconds')}
            </td>
            <td>
              <TagLabels tags={monitor.tags} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
