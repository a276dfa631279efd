import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TargetView } from '../../../shared/target.ts';
import list from '../../components/item-list.module.css';
import { useListWalk } from '../../components/use-list-walk.ts';
import type { ListDeskState } from '../../stores/list-desk.ts';
import { formatRoute } from '../../stores/route.ts';
import type { TargetFilter } from '../../stores/target-filter.ts';
import { filterTargets, groupsOf, isFiltering, tagsOf } from '../../stores/target-filter.ts';
import { newTarget } from '../../stores/targets.ts';
import { ChosenBar } from './actions/chosen-bar.tsx';
import { FilterRow } from './filter-row.tsx';
import { NoneFound } from './no-servers.tsx';
import { ServerCard, Unsaved } from './server-card.tsx';
import styles from './server-list.module.css';
import { ServerTable } from './server-table.tsx';
import { ServerTools } from './server-tools.tsx';

interface Props {
  targets: TargetView[];
  desk: ListDeskState<TargetFilter>;
  openId: string | null;
  isUnsaved: (id: string) => boolean;
  checking: boolean;
  /** What the server is called that is being added while another one is looked at; null where there is none. */
  draftName: string | null;
  /** Stands below the list. */
  foot: ReactNode;
  onOpen: (id: string) => void;
  onCheck: () => void;
  onAdd: () => void;
  onImport: () => void;
  onScan: () => void;
  onLabels: () => void;
  onClear: () => void;
}

/** All servers that meet the filters, as cards or as a table. */
export function ServerList({ targets, desk, openId, isUnsaved, checking, draftName, foot, onOpen, onCheck, onClear, ...on }: Props) {
  const { t } = useTranslation();
  const shown = filterTargets(targets, desk);
  const chosen = targets.filter(({ id }) => desk.chosen.includes(id));
  const { place, enter } = useListWalk('server', openId, onOpen);
  return (
    <section aria-label={t('servers.list')} className={list.list}>
      <ServerTools desk={desk} onAdd={on.onAdd} onImport={on.onImport} onScan={on.onScan} onLabels={on.onLabels} onDown={enter} />
      <FilterRow
        groups={groupsOf(targets)}
        tags={tagsOf(targets)}
        chosenGroups={desk.groups}
        chosenTags={desk.tags}
        shown={shown.length}
        all={targets.length}
        filtering={isFiltering(desk)}
        checking={checking}
        onToggle={desk.toggle}
        onClear={onClear}
        onCheck={onCheck}
      />
      <div ref={place} className={list.place}>
        {draftName !== null && (
          <a href={formatRoute('servers', newTarget)} className={list.draft}>
            <span className={styles.draftName}>{draftName || t('servers.newTitle')}</span>
            <Unsaved />
          </a>
        )}
        {shown.length === 0 ? (
          <NoneFound onClear={onClear} />
        ) : desk.view === 'table' ? (
          <ServerTable targets={shown} openId={openId} isUnsaved={isUnsaved} chosen={desk.chosen} onChoose={desk.choose} />
        ) : (
          <ul className={list.cards}>
            {shown.map((target) => (
              <li key={target.id}>
                <ServerCard target={target} open={target.id === openId} unsaved={isUnsaved(target.id)} />
              </li>
            ))}
          </ul>
        )}
        {foot}
      </div>
      {desk.view === 'table' && chosen.length > 0 && (
        <ChosenBar targets={chosen} onLabels={on.onLabels} onClear={() => desk.choose(desk.chosen, false)} />
      )}
    </section>
  );
}
