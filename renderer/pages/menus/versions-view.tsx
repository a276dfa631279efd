import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../shared/account.ts';
import { buttonsOf } from '../../../shared/menu/menu.ts';
import { sameMenu } from '../../../shared/menu/menu-normal.ts';
import type { MenuVersion } from '../../../shared/menu/menu-state.ts';
import type { Failure } from '../../../shared/result.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import { Time } from '../../components/time.tsx';
import { useNow } from '../../components/use-now.ts';
import { useSettings, useStores } from '../../stores/context.ts';
import type { MenuDesk } from '../../stores/menu-desk.ts';
import { formatTime } from '../../text/format.ts';
import { DiffTable } from './diff-table.tsx';
import { useRuleText } from './use-rule-text.ts';
import { useWho } from './use-who.ts';
import styles from './versions-view.module.css';

interface Props {
  account: Account;
  desk: MenuDesk;
  /** Makes an old menu the draft. */
  onRestore: (version: MenuVersion) => void;
}

/** Every menu that was live, with who and when: to look at, to go on from, or to bring back at once. */
export function VersionsView({ account, desk, onRestore }: Props) {
  const { t } = useTranslation();
  const { menus } = useStores();
  const language = useSettings((state) => state.language);
  const now = useNow();
  const [all, setAll] = useState<MenuVersion[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [openId, setOpenId] = useState<string | null>(null);
  const newest = desk.state.versions[0]?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version is a reason to ask again
  useEffect(() => {
    let isGone = false;
    void menus
      .getState()
      .versions(account.id)
      .then((listed) => {
        if (isGone) return;
        setFailure(listed.ok ? null : listed.error);
        if (listed.ok) setAll(listed.value);
      });
    return () => {
      isGone = true;
    };
  }, [menus, account.id, newest]);

  const versions = all ?? desk.state.versions;
  const open = versions.find(({ id }) => id === openId);
  const publishFailure = desk.failure?.version !== undefined && desk.failure.version === openId ? desk.failure.failure : null;
  const rollBack = async (version: MenuVersion) => {
    if (await menus.getState().publish(account.id, { version })) menus.getState().show('publish');
  };
  const addAgain = async ({ menu }: MenuVersion) => {
    if (await menus.getState().addConditional(account.id, menu)) menus.getState().show('conditional');
  };
  if (open) {
    return (
      <div className={styles.view}>
        <div className={styles.acts}>
          <Button onClick={() => setOpenId(null)}>{t('menus.versions.back')}</Button>
          <span className={styles.title}>
            <Line version={open} now={now} />
          </span>
        </div>
        <div className={styles.acts}>
          <Button type="primary" onClick={() => onRestore(open)}>
            {t('menus.versions.restore')}
          </Button>
          {open.menu.matchrule ? (
            <Button disabled={!desk.state.can.menu} loading={desk.busy === 'add-conditional'} onClick={() => void addAgain(open)}>
              {t('menus.versions.addAgain')}
            </Button>
          ) : (
            <Button disabled={!desk.state.can.menu} loading={desk.busy === 'publish'} onClick={() => void rollBack(open)}>
              {t('menus.versions.rollBack', { account: account.name })}
            </Button>
          )}
        </div>
        {publishFailure && <FailureNote failure={publishFailure} />}
        {open.menu.matchrule && desk.failure?.act === 'add-conditional' && <FailureNote failure={desk.failure.failure} />}
        {JSON.stringify(open.menu) === JSON.stringify(desk.history.present) && (
          <p className={styles.quiet}>= {t('menus.compare.equalVersion')}</p>
        )}
        <DiffTable
          before={open.menu}
          after={desk.history.present}
          titles={[t('menus.compare.version', { time: formatTime(open.at, now, language) }), t('menus.compare.draft')]}
        />
      </div>
    );
  }
  return (
    <div className={styles.view}>
      {failure && <FailureNote failure={failure} />}
      <p className={styles.quiet}>{versions.length === 0 ? t('menus.versions.none') : t('menus.versions.about', { n: versions.length })}</p>
      {versions.length > 0 && (
        <ul className={styles.list}>
          {versions.map((version, index) => {
            const isLive =
              desk.state.live !== null &&
              version.kind !== 'deleted' &&
              sameMenu(version.menu, desk.state.live.menu) &&
              !versions.slice(0, index).some((newer) => newer.kind !== 'deleted' && sameMenu(newer.menu, version.menu));
            return (
              <li key={version.id} className={styles.line} data-testid="menu-version">
                <button type="button" className={styles.open} onClick={() => setOpenId(version.id)}>
                  <Line version={version} now={now} />
                </button>
                {isLive && <span className={styles.live}>● {t('menus.versions.live')}</span>}
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}

/** When, what kind, by whom, and how many buttons. */
function Line({ version: { at, kind, who, menu }, now }: { version: MenuVersion; now: number }) {
  const { t } = useTranslation();
  const nameOf = useWho();
  const ruleText = useRuleText();
  return (
    <span className={styles.facts}>
      <span className={styles.time}>
        <Time at={at} now={Math.max(at, now)} />
      </span>
      <span className={styles.kind} title={t(`menus.versions.kindHint.${kind}`)}>
        {t(`menus.versions.kind.${kind}`)}
      </span>
      {kind !== 'pulled' && <span>{nameOf(who)}</span>}
      {menu.matchrule && (
        <span>
          {t('menus.view.conditional')} · {ruleText(menu.matchrule)}
        </span>
      )}
      <span className={styles.quiet}>{t('menus.versions.buttons', { n: buttonsOf(menu).length })}</span>
    </span>
  );
}
