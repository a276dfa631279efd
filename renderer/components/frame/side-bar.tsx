import {
  AlertOutlined,
  ApiOutlined,
  AppstoreOutlined,
  CloudServerOutlined,
  DashboardOutlined,
  HistoryOutlined,
  LinkOutlined,
  MenuFoldOutlined,
  MenuUnfoldOutlined,
  MessageOutlined,
  MobileOutlined,
  SettingOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useRoute, useStores } from '../../stores/context.ts';
import { formatRoute, pages, type SidePage } from '../../stores/route.ts';
import styles from './side-bar.module.css';

const icons: Record<SidePage, ComponentType> = {
  overview: DashboardOutlined,
  messages: MessageOutlined,
  servers: CloudServerOutlined,
  menus: AppstoreOutlined,
  monitors: AlertOutlined,
  accounts: ApiOutlined,
  people: TeamOutlined,
  connection: LinkOutlined,
  simulator: MobileOutlined,
  history: HistoryOutlined,
  settings: SettingOutlined,
};

/** The pages, as words or folded to icons. */
export function SideBar() {
  const { t } = useTranslation();
  const { desk } = useStores();
  const folded = useDesk((state) => state.folded);
  const current = useRoute((state) => (state.page === 'statistics' ? 'messages' : state.page));
  const foldName = t(folded ? 'frame.unfold' : 'frame.fold');
  return (
    <nav aria-label={t('frame.pages')} className={styles.bar} data-folded={folded}>
      <div className={styles.brand}>
        <span aria-hidden className={styles.seal}>
          微
        </span>
        <span className={styles.word}>{t('app.name')}</span>
      </div>
      <ul className={styles.pages}>
        {pages.map((page) => {
          const Icon = icons[page];
          return (
            <li key={page}>
              <a
                href={formatRoute(page)}
                aria-current={page === current ? 'page' : undefined}
                aria-label={t(`page.${page}`)}
                title={folded ? t(`page.${page}`) : undefined}
                className={styles.link}
              >
                <Icon />
                <span className={styles.word}>{t(`page.${page}`)}</span>
              </a>
            </li>
          );
        })}
      </ul>
      <button type="button" className={styles.fold} aria-label={foldName} title={foldName} onClick={() => desk.getState().fold(!folded)}>
        {folded ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
      </button>
    </nav>
  );
}
