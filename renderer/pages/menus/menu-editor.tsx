import { type InputRef, Tabs } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../shared/account.ts';
import { hasConditionalMenus } from '../../../shared/menu/conditional-platforms.ts';
import { type ButtonPath, buttonAt, subsOf } from '../../../shared/menu/menu.ts';
import { isNotCarriedOut } from '../../../shared/menu/not-carried-out.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import { useKeys } from '../../components/use-keys.ts';
import { useMenus, useMenuTaps, useStores } from '../../stores/context.ts';
import type { MenuDesk } from '../../stores/menu-desk.ts';
import { type MenuView, menuViews } from '../../stores/menus.ts';
import { ConflictBanner } from './conflict-banner.tsx';
import { DeskBar } from './desk-bar.tsx';
import { MenuPhone } from './menu-phone.tsx';
import { MenuSide } from './menu-side.tsx';
import styles from './menus-page.module.css';
import type { ButtonMark } from './phone-button.tsx';
import { endOfRow, type Place } from './places.ts';
import { problemsAt, type ShownProblem } from './shown-problems.ts';
import { tapsOf } from './taps.ts';
import { useMenuEdits } from './use-menu-edits.ts';
import { useShownProblems } from './use-shown-problems.ts';
import { useUndoKeys } from './use-undo-keys.ts';

interface Props {
  account: Account;
  accounts: Account[];
  desk: MenuDesk;
  onAccount: (id: string) => void;
}

/** One account's menu: the phone, and beside it the form of the selected button or another side of the menu. */
export function MenuEditor({ account, accounts, desk, onAccount }: Props) {
  const { t } = useTranslation();
  const { menus } = useStores();
  const view = useMenus((state) => state.view);
  const taps = useMenuTaps((state) => state.taps[account.id]);
  const problems = useShownProblems(account, desk);
  const nameField = useRef<InputRef>(null);
  const phone = useRef<HTMLDivElement>(null);
  const [wantsName, setWantsName] = useState(0);
  const edits = useMenuEdits(account, desk);
  const { show } = menus.getState();
  const { shape, selected, said } = edits;
  const menu = desk.history.present;
  const views = menuViews.filter((name) => name !== 'conditional' || hasConditionalMenus[account.platform]);
  const shownView: MenuView = views.includes(view) ? view : 'button';

  // why: the form of a button that was just added is only there with the next picture
  useEffect(() => {
    if (wantsName > 0) nameField.current?.focus({ cursor: 'end' });
  }, [wantsName]);
  const edit = () => {
    show('button');
    setWantsName((count) => count + 1);
  };
  const toPhone = () => phone.current?.querySelector<HTMLElement>('[role="treeitem"][tabindex="0"]')?.focus();
  const goTo = (place: Place) => {
    edits.select(place);
    edit();
  };
  const add = (place: Place) => edits.add(place) && edit();
  const see = async () => {
    if (desk.conflict?.fingerprint === undefined || (await menus.getState().pull(account.id))) show('publish');
  };
  useUndoKeys(edits);
  useKeys({ n: () => add(endOfRow(shape, selected)) });

  return (
    <div className={styles.page}>
      <DeskBar
        {...{ account, accounts, desk, onAccount }}
        onUndo={edits.undo}
        onRedo={edits.redo}
        onPull={() => void menus.getState().pull(account.id)}
        onPublish={() => show('publish')}
      />
      {desk.conflict && (
        <ConflictBanner
          conflict={desk.conflict}
          busy={desk.busy}
          onSee={() => void see()}
          onTake={() => void menus.getState().takeTheirs(account.id)}
          onKeep={() => void menus.getState().keepMine(account.id)}
        />
      )}
      {desk.failure && ['save', 'pull', 'seen'].includes(desk.failure.act) && (
        <div className={styles.failure}>
          <FailureNote
            failure={desk.failure.failure}
            retryText={t('menus.saveAgain')}
            {...(desk.failure.act === 'save' &&
              desk.saving !== 'idle' &&
              desk.conflict?.of !== 'draft' && { onRetry: () => void menus.getState().flush(account.id) })}
          />
        </div>
      )}
      {desk.state.failure && (
        <div className={styles.failure}>
          {!isNotCarriedOut(desk.state.failure) && <p className={styles.failed}>▲ {t('menus.publish.scheduleFailed')}</p>}
          <FailureNote failure={desk.state.failure} onSeen={() => void menus.getState().seen(account.id).then(toPhone)} />
        </div>
      )}
      <div className={styles.split}>
        <div ref={phone} className={styles.place}>
          <MenuPhone
            title={account.name}
            menu={menu}
            shape={shape}
            selected={selected}
            markOf={(place) => markOf(place, { account, desk, problems, taps })}
            onSelect={edits.select}
            onAdd={add}
            onEdit={edit}
            onRemove={edits.remove}
            onShift={edits.shift}
            onMove={edits.move}
          />
          <p role="status" aria-live="polite" className={styles.said} data-testid="menu-said">
            {said}
          </p>
          <p className={styles.keys}>{t('menus.keysHint')}</p>
        </div>
        <div className={styles.side}>
          <Tabs
            className={styles.tabs ?? ''}
            size="small"
            aria-label={t('menus.views')}
            activeKey={shownView}
            items={views.map((name) => ({ key: name, label: t(`menus.view.${name}`) }))}
            onChange={(name) => show(name as MenuView)}
          />
          <div className={styles.body}>
            <MenuSide
              {...{ account, accounts, desk, problems, edits, onAccount }}
              view={shownView}
              nameRef={nameField}
              onAdd={add}
              onGoTo={goTo}
              onLeave={toPhone}
            />
          </div>
        </div>
      </div>
    </div>
  );
}

interface Known {
  account: Account;
  desk: MenuDesk;
  problems: readonly ShownProblem[];
  taps: Parameters<typeof tapsOf>[2] | undefined;
}

/** What stands at the edge of a button: its problems, with those of a sub-menu that isn't open, or its taps. */
function markOf(place: ButtonPath, { account, desk, problems, taps }: Known): ButtonMark {
  const menu = desk.history.present;
  const button = buttonAt(menu, place) ?? {};
  const isClosed = place.length === 1 && place[0] !== desk.selected[0];
  const below = isClosed ? subsOf(button).flatMap((_, sub) => problemsAt(problems, [place[0], sub])) : [];
  const found = [...problemsAt(problems, place), ...below];
  const count = (severity: ShownProblem['severity']) => found.filter((problem) => problem.severity === severity).length;
  return {
    ...{ errors: count('error'), warnings: count('warning') },
    taps: subsOf(button).length > 0 || !taps ? undefined : tapsOf(button, account.platform, taps)?.count,
  };
}
