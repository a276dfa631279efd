import { useTranslation } from 'react-i18next';
import type { MenuVersion } from '../../../shared/menu/menu-state.ts';
import { Time } from '../../components/time.tsx';
import { useNow } from '../../components/use-now.ts';
import type { MenuDesk } from '../../stores/menu-desk.ts';
import styles from './desk-bar.module.css';
import { useWho } from './use-who.ts';

/** How the draft is kept, and what is live since when and by whom: in one line. */
export function StateLine({ desk }: { desk: MenuDesk }) {
  return (
    <p className={styles.state}>
      {!desk.state.can.menu && <Cannot />}
      <DraftState desk={desk} />
      <LiveState desk={desk} />
    </p>
  );
}

function Cannot() {
  const { t } = useTranslation();
  return (
    <span className={styles.cannot}>
      <span aria-hidden>▲ </span>
      {t('menus.publish.cannot')}
    </span>
  );
}

const shapes = { idle: '●', waiting: '◐', saving: '◐', failed: '▲' } as const;

function DraftState({ desk: { saving, state } }: { desk: MenuDesk }) {
  const { t } = useTranslation();
  const now = useNow();
  const { draft, draftAt, live } = state;
  const idle = () => {
    if (draft && draftAt !== null) {
      return (
        <>
          {t('menus.savedAt')} <Time at={draftAt} now={Math.max(now, draftAt)} />
        </>
      );
    }
    return live && live.menu.button.length > 0 ? t('menus.noDraft') : t('menus.nothingYet');
  };
  return (
    <span role="status" className={styles.draft} data-saving={saving} data-testid="menu-saving">
      <span aria-hidden>{shapes[saving]}</span>{' '}
      {saving === 'idle'
        ? idle()
        : t({ waiting: 'menus.waiting', saving: 'menus.saving', failed: 'menus.notSaved' }[saving] as 'menus.waiting')}
    </span>
  );
}

function LiveState({ desk: { state, busy } }: { desk: MenuDesk }) {
  const { t } = useTranslation();
  const now = useNow();
  const whoIs = useWho();
  const { live, versions, scheduledAt } = state;
  const shown = versions.find(({ kind, menu }: MenuVersion) => kind !== 'deleted' && menu.matchrule === undefined);
  const published = shown?.kind === 'published' ? shown : undefined;
  const told = () => {
    if (live === null) return t(busy === 'pull' ? 'menus.liveReading' : 'menus.liveUnknown');
    if (live.source === 'none' || live.menu.button.length === 0) return t('menus.liveNone');
    if (published) {
      return (
        <>
          {t('menus.liveSince')} <Time at={published.at} now={Math.max(now, published.at)} /> ·{' '}
          {t('menus.liveBy', { who: whoIs(published.who) })}
        </>
      );
    }
    return (
      <>
        {t('menus.livePulled')} <Time at={live.pulledAt} now={Math.max(now, live.pulledAt)} />
        {live.source === 'website' && ` · ${t('menus.liveWebsite')}`}
      </>
    );
  };
  return (
    <span data-testid="menu-live">
      {told()}
      {scheduledAt !== null && (
        <>
          {' '}
          · ◷ {t('menus.publish.scheduled')} <Time at={scheduledAt} now={now} />
        </>
      )}
    </span>
  );
}
