import type { InputRef } from 'antd';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../shared/account.ts';
import { buttonAt, subsOf } from '../../../shared/menu/menu.ts';
import { starterMenu } from '../../../shared/menu/starter-menu.ts';
import { useRuns, useSettings, useStores } from '../../stores/context.ts';
import type { MenuDesk } from '../../stores/menu-desk.ts';
import type { MenuView } from '../../stores/menus.ts';
import { ButtonForm } from './button-form.tsx';
import { ConditionalView } from './conditional-view.tsx';
import styles from './menus-page.module.css';
import { NoMenu } from './no-menu.tsx';
import { isTaken, type Place } from './places.ts';
import { PublishView } from './publish-view.tsx';
import type { ShownProblem } from './shown-problems.ts';
import { TransferView } from './transfer-view.tsx';
import type { useMenuEdits } from './use-menu-edits.ts';
import { VersionsView } from './versions-view.tsx';

interface Props {
  view: MenuView;
  account: Account;
  accounts: Account[];
  desk: MenuDesk;
  problems: readonly ShownProblem[];
  edits: ReturnType<typeof useMenuEdits>;
  nameRef: Ref<InputRef>;
  onAccount: (id: string) => void;
  onAdd: (place: Place) => void;
  /** Shows the form of a button. */
  onGoTo: (place: Place) => void;
  /** Back to the phone. */
  onLeave: () => void;
}

/** What stands beside the phone: the form of the selected button, or another side of the menu. */
export function MenuSide({ view, account, accounts, desk, problems, edits, nameRef, onAccount, onAdd, onGoTo, onLeave }: Props) {
  const { t } = useTranslation();
  const { menus } = useStores();
  const language = useSettings((state) => state.language);
  const commands = useRuns((state) => state.commands);
  const menu = desk.history.present;
  const { shape, selected, replace } = edits;
  const begin = () => replace(starterMenu(language, commands), t('menus.said.started'));

  if (view === 'publish') {
    return <PublishView {...{ account, desk, problems, onGoTo }} onOpen={(scheduled) => replace(scheduled, t('menus.said.opened'))} />;
  }
  if (view === 'versions') {
    return (
      <VersionsView
        account={account}
        desk={desk}
        onRestore={({ menu: { matchrule: _, ...old } }) => replace(old, t('menus.said.restored'))}
      />
    );
  }
  if (view === 'transfer') {
    // why: whom a menu is for is chosen where it is added, else it would be published to everybody or twice
    const take = ({ matchrule: _, ...read }: typeof menu) => replace(read, t('menus.said.imported'));
    return <TransferView {...{ account, accounts, desk }} onStarter={begin} onImport={take} onOpen={onAccount} />;
  }
  if (view === 'conditional') {
    const take = ({ matchrule: _, ...read }: typeof menu) => replace(read, t('menus.said.restored'));
    return <ConditionalView account={account} desk={desk} onEdit={take} />;
  }
  if (isTaken(shape, selected)) {
    return (
      <ButtonForm
        key={selected.join('.')}
        {...{ account, menu, problems, nameRef, onLeave }}
        place={selected}
        onEdit={edits.change}
        onShift={(arrow) => edits.shift(selected, arrow)}
        onRemove={() => {
          edits.remove(selected);
          onLeave();
        }}
        onAddSub={() => onAdd([selected[0], subsOf(buttonAt(menu, [selected[0]]) ?? {}).length])}
      />
    );
  }
  if (menu.button.length > 0) return <p className={styles.quiet}>{t('menus.form.none')}</p>;
  if (desk.state.live === null && desk.busy === 'pull') return <p className={styles.quiet}>{t('menus.liveReading')}</p>;
  return (
    <NoMenu
      isNoneThere={desk.state.live?.source === 'none'}
      pulling={desk.busy === 'pull'}
      onStarter={begin}
      onPull={() => void menus.getState().pull(account.id)}
    />
  );
}
