import { GlobalOutlined, MoonOutlined, SunOutlined, SyncOutlined } from '@ant-design/icons';
import { Dropdown } from 'antd';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../shared/api.ts';
import type { Language } from '../../../shared/language.ts';
import { useOverview, useSettings, useStores, useUpkeep } from '../../stores/context.ts';
import { deadLettersBar } from '../../stores/dead-letters.ts';
import { formatRoute } from '../../stores/route.ts';
import { formatCount } from '../../text/format.ts';
import { formatSize } from '../../text/size.ts';
import { useHandedFocus } from '../use-lost-focus.ts';
import { HeldMark } from './held-mark.tsx';
import styles from './status-bar.module.css';

const themeIcons: Record<Settings['theme'], ComponentType> = { system: SyncOutlined, light: SunOutlined, dark: MoonOutlined };
const languageNames: Record<Language, string> = { 'zh-CN': '中文', en: 'English' };

/** The counts that matter at any time, and how the console looks. */
export function StatusBar() {
  const { t } = useTranslation();
  const { settings, desk } = useStores();
  const language = useSettings((state) => state.language);
  const theme = useSettings((state) => state.theme);
  const disk = useUpkeep((state) => state.retention.value?.disk);
  const overview = useOverview((state) => state.overview.value);
  const { change } = settings.getState();
  const ThemeIcon = themeIcons[theme];
  const themeName = { system: t('frame.themeSystem'), light: t('frame.themeLight'), dark: t('frame.themeDark') };
  const count = (value: number) => formatCount(value, language);
  return (
    <footer className={styles.bar}>
      <div className={styles.counts} aria-live="off">
        <HeldMark />
        {overview && (
          <>
            <span>{t('frame.running', { n: count(overview.running) })}</span>
            <span title={t('frame.outboxHint')}>{t('frame.outbox', { n: count(overview.outbox.queued) })}</span>
            <span>{t('frame.today', { n: count(overview.today.in + overview.today.out + overview.today.refused) })}</span>
            {overview.waiting > 0 && <span title={t('stateHint.late')}>{t('frame.waiting', { n: count(overview.waiting) })}</span>}
            {disk?.short && (
              <a href={formatRoute('settings')} className={styles.dead} title={t('retention.diskShort', { free: formatSize(disk.free) })}>
                ▲ {t('frame.diskShort', { free: formatSize(disk.free) })}
              </a>
            )}
            {overview.outbox.dead > 0 && <DeadLink count={count(overview.outbox.dead)} />}
          </>
        )}
      </div>
      <button
        type="button"
        className={styles.control}
        aria-label={t('frame.keys')}
        title={t('frame.keys')}
        onClick={() => desk.getState().openDialog('keys')}
      >
        ?
      </button>
      <button
        type="button"
        className={styles.control}
        aria-label={t('frame.language')}
        title={t('frame.language')}
        onClick={() => void change({ language: language === 'en' ? 'zh-CN' : 'en' })}
      >
        <GlobalOutlined /> {languageNames[language]}
      </button>
      <Dropdown
        trigger={['click']}
        autoFocus
        placement="topRight"
        menu={{
          selectable: true,
          selectedKeys: [theme],
          items: (['system', 'light', 'dark'] as const).map((key) => ({
            key,
            label: themeName[key],
            onClick: () => void change({ theme: key }),
          })),
        }}
      >
        <button
          type="button"
          className={styles.control}
          aria-label={t('frame.theme', { theme: themeName[theme] })}
          title={t('frame.theme', { theme: themeName[theme] })}
        >
          <ThemeIcon /> {themeName[theme]}
        </button>
      </Dropdown>
    </footer>
  );
}

/** Leads to the dead letters, and to what can be done to all of them. */
function DeadLink({ count }: { count: string }) {
  const { t } = useTranslation();
  const { filter } = useStores();
  const link = useHandedFocus<HTMLAnchorElement>((around) => around?.closest('footer')?.querySelector('button'));
  const lead = () => {
    filter.getState().set('status:dead');
    document.getElementById(deadLettersBar)?.focus();
  };
  return (
    <a
      ref={link}
      href={formatRoute('messages')}
      className={styles.dead}
      title={t('stateHint.dead')}
      data-leads-to={deadLettersBar}
      onClick={lead}
    >
      ■ {t('frame.dead', { n: count })}
    </a>
  );
}
