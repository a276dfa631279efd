import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import { localTargetId, type TargetView } from '../../../shared/target.ts';
import { CapabilityLabels, TagLabels } from '../../components/labels.tsx';
import list from '../../components/list-table.module.css';
import { formatRoute } from '../../stores/route.ts';
import { addressOf } from '../../stores/target-form.ts';
import { LightMark } from './light-mark.tsx';
import { Unsaved } from './server-card.tsx';
import styles from './server-table.module.css';

interface Props {
  targets: TargetView[];
  openId: string | null;
  isUnsaved: (id: string) => boolean;
  chosen: readonly string[];
  onChoose: (ids: string[], isChosen: boolean) => void;
}

const columns = ['name', 'light', 'address', 'system', 'group', 'tags', 'capabilities'] as const;

/** The servers, a line each. */
export function ServerTable({ targets, openId, isUnsaved, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  return (
    <table className={`${list.table} ${styles.table}`}>
      <thead>
        <tr>
          <th scope="col" data-column="choice">
            <ChooseAll ids={targets.map(({ id }) => id)} chosen={chosen} onChoose={onChoose} />
          </th>
          {columns.map((column) => (
            <th key={column} scope="col" data-column={column}>
              {t(`servers.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {targets.map((target) => {
          const { id, name, light, system, group, tags, capabilities } = target;
          const isChosen = chosen.includes(id);
          return (
            <tr key={id} data-open={id === openId} data-chosen={isChosen}>
              <td data-column="choice">
                <Checkbox
                  checked={isChosen}
                  aria-label={t('action.choose', { name })}
                  onChange={({ target: box }) => onChoose([id], box.checked)}
                />
              </td>
              <td data-column="name">
                <span className={list.name}>
                  <a
                    href={formatRoute('servers', id)}
                    className={list.link}
                    title={`${name} (${id})`}
                    data-server={id}
                    data-testid="server"
                    aria-current={id === openId ? 'true' : undefined}
                    onKeyDown={(event) => {
                      if (event.key !== 'x' && event.key !== ' ') return;
                      event.preventDefault();
                      onChoose([id], !isChosen);
                    }}
                  >
                    {name}
                  </a>
                  {isUnsaved(id) && <Unsaved />}
                </span>
              </td>
              <td data-column="light">
                <LightMark light={light} />
              </td>
              <td data-column="address" title={addressOf(target)}>
                {id === localTargetId ? t('driver.local') : addressOf(target) || t('servers.noAddress')}
              </td>
              <td data-column="system">{t(`system.${system}`)}</td>
              <td data-column="group" title={group}>
                {group}
              </td>
              <td data-column="tags">
                <TagLabels tags={tags} />
              </td>
              <td data-column="capabilities">
                <CapabilityLabels capabilities={capabilities} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Chooses all servers of the list, or none. */
function ChooseAll({ ids, chosen, onChoose }: Pick<Props, 'chosen' | 'onChoose'> & { ids: string[] }) {
  const { t } = useTranslation();
  const count = ids.filter((id) => chosen.includes(id)).length;
  const isAll = count > 0 && count === ids.length;
  return (
    <Checkbox
      checked={isAll}
      indeterminate={count > 0 && !isAll}
      aria-label={t('action.chooseAll')}
      onChange={({ target: box }) => onChoose(ids, box.checked)}
    />
  );
}
