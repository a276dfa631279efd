import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../../shared/result.ts';
import type { ImportCandidate } from '../../../../shared/target-import.ts';
import { useFailureText } from '../../../components/use-failure-text.ts';
import { addressOf } from '../../../stores/target-form.ts';
import { isAddable } from '../../../stores/target-import.ts';
import styles from '../pick-table.module.css';

interface Props {
  found: ImportCandidate[];
  chosen: number[];
  onChoose: (places: number[]) => void;
}

/** What an import would add, a line each, with what is wrong with it. */
export function ImportTable({ found, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const addable = found.flatMap((candidate, place) => (isAddable(candidate) ? [place] : []));
  const isAll = addable.length > 0 && chosen.length === addable.length;
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col" className={styles.box}>
            <Checkbox
              aria-label={t('serverImport.all')}
              checked={isAll}
              indeterminate={chosen.length > 0 && !isAll}
              disabled={addable.length === 0}
              onChange={() => onChoose(isAll ? [] : addable)}
            />
          </th>
          <th scope="col" className={styles.line}>
            {t('serverImport.line')}
          </th>
          <th scope="col">{t('servers.column.name')}</th>
          <th scope="col">{t('servers.column.address')}</th>
          <th scope="col">{t('server.field.sshUser')}</th>
          <th scope="col">{t('servers.column.group')}</th>
          <th scope="col" className={styles.wide}>
            {t('serverImport.remark')}
          </th>
        </tr>
      </thead>
      <tbody>
        {found.map((candidate, place) => {
          const { line, target, problems, known } = candidate;
          const isChosen = chosen.includes(place);
          const name = target.name === target.id ? target.id : `${target.name} (${target.id})`;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: they stay in their order, and a line may tell of several
            <tr key={place} data-chosen={isChosen} data-testid="import-row">
              <td className={styles.box}>
                <Checkbox
                  aria-label={t('serverImport.choose', { name: target.name })}
                  checked={isChosen}
                  disabled={!isAddable(candidate)}
                  onChange={() => onChoose(isChosen ? chosen.filter((one) => one !== place) : [...chosen, place])}
                />
              </td>
              <td className={styles.line}>{line}</td>
              <td>{name}</td>
              <td>
                <code>{addressOf(target) || '—'}</code>
              </td>
              <td>{target.ssh?.user}</td>
              <td>{target.group}</td>
              <td className={styles.wide}>
                {known && isAddable(candidate) && (
                  <span className={styles.problem}>
                    <span aria-hidden>◐ </span>
                    {t('serverImport.known')}
                  </span>
                )}
                {problems.map((problem, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: they stay in their order
                  <ProblemLine key={at} problem={problem} isGrave={!isAddable({ ...candidate, problems: [problem] })} />
                ))}
                {!known && problems.length === 0 && <span className={styles.quiet}>{t('serverImport.fine')}</span>}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function ProblemLine({ problem, isGrave }: { problem: Failure; isGrave: boolean }) {
  const { message, hint } = useFailureText(problem);
  return (
    <span className={styles.problem} data-grave={isGrave} title={hint}>
      <span aria-hidden>{isGrave ? '■ ' : '▲ '}</span>
      {message}
    </span>
  );
}
