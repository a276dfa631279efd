import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSettings } from '../../stores/context.ts';
import type { MenuAct, MenuConflict } from '../../stores/menu-desk.ts';
import { formatClock } from '../../text/format.ts';
import styles from './conflict-banner.module.css';

interface Props {
  conflict: MenuConflict;
  busy: MenuAct | null;
  onSee: () => void;
  onTake: () => void;
  onKeep: () => void;
}

/** Somebody else has changed the menu: look at it, take it, or overwrite it. */
export function ConflictBanner({ conflict, busy, onSee, onTake, onKeep }: Props) {
  const { t } = useTranslation();
  const language = useSettings((state) => state.language);
  const { of, since, fingerprint, version } = conflict;
  const isUnseen = of === 'live' && since === null;
  const time = since === null ? '' : formatClock(since, language);
  const title = isUnseen
    ? t('menus.conflict.liveUnseen')
    : t(since === null ? `menus.conflict.${of}` : `menus.conflict.${of}Since`, { time });
  const text = version ? 'version' : of;
  const keep = of === 'draft' ? 'keepDraft' : fingerprint === undefined ? 'keep' : 'overwrite';
  return (
    <section role="alert" className={styles.banner} data-testid="menu-conflict">
      <span aria-hidden className={styles.mark}>
        ▲
      </span>
      <p className={styles.text}>
        <span className={styles.title}>{title}</span> {t(isUnseen ? 'menus.conflict.liveUnseenText' : `menus.conflict.${text}Text`)}
      </p>
      <span className={styles.acts}>
        {of === 'live' && (
          <Button size="small" loading={busy === 'pull'} onClick={onSee}>
            {t('menus.conflict.see')}
          </Button>
        )}
        <Button size="small" disabled={busy !== null} onClick={onTake}>
          {t(version ? 'menus.conflict.leaveLive' : of === 'live' ? 'menus.conflict.takeLive' : 'menus.conflict.takeDraft')}
        </Button>
        <Button size="small" danger={keep !== 'keep'} loading={busy === 'publish'} onClick={onKeep}>
          {t(version ? 'menus.conflict.rollBack' : `menus.conflict.${keep}`)}
        </Button>
      </span>
    </section>
  );
}
