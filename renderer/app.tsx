import { StyleProvider } from '@ant-design/cssinjs';
import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useMemo } from 'react';
import type { Language } from '../shared/language.ts';
import { CommandPalette } from './components/command-palette.tsx';
import { ErrorBoundary } from './components/error-boundary.tsx';
import { Frame } from './components/frame/frame.tsx';
import { KeyHelp } from './components/key-help.tsx';
import { SignIn } from './components/sign-in.tsx';
import { useKeys } from './components/use-keys.ts';
import { useWindowTitle } from './components/use-window-title.ts';
import { AccountsPage } from './pages/accounts/accounts-page.tsx';
import { ConnectionPage } from './pages/connection/connection-page.tsx';
import { HistoryPage } from './pages/history/history-page.tsx';
import { MenusPage } from './pages/menus/menus-page.tsx';
import { MessagesPage } from './pages/messages/messages-page.tsx';
import { MonitorsPage } from './pages/monitors/monitors-page.tsx';
import { OverviewPage } from './pages/overview/overview-page.tsx';
import { PeoplePage } from './pages/people/people-page.tsx';
import { ServersPage } from './pages/servers/servers-page.tsx';
import { SettingsPage } from './pages/settings/settings-page.tsx';
import { SimulatorPage } from './pages/simulator/simulator-page.tsx';
import { StatisticsPage } from './pages/statistics/statistics-page.tsx';
import { useLook, useRoute, useSession, useSettings, useStores } from './stores/context.ts';
import { type Page, pageKeys, pages } from './stores/route.ts';
import { antdTheme } from './theme/antd-theme.ts';

const antdLocales = { 'zh-CN': zhCN, en: enUS } satisfies Record<Language, unknown>;

const pageViews: Record<Page, () => React.JSX.Element> = {
  overview: OverviewPage,
  messages: MessagesPage,
  servers: ServersPage,
  menus: MenusPage,
  monitors: MonitorsPage,
  accounts: AccountsPage,
  people: PeoplePage,
  connection: ConnectionPage,
  simulator: SimulatorPage,
  history: HistoryPage,
  settings: SettingsPage,
  statistics: StatisticsPage,
};

/** The whole page: its look and language, then the frame with the page that the address names. */
export function App({ styleContainer }: { styleContainer: Element }) {
  const look = useLook();
  const language = useSettings((state) => state.language);
  const reducedMotion = useSettings((state) => state.reducedMotion);
  const signedOut = useSession((state) => state.signedOut);
  const theme = useMemo(() => antdTheme(look, reducedMotion), [look, reducedMotion]);
  return (
    <StyleProvider container={styleContainer} layer>
      <ConfigProvider theme={theme} locale={antdLocales[language]} button={{ autoInsertSpace: false }} wave={{ disabled: true }}>
        {signedOut ? <SignIn /> : <Console />}
      </ConfigProvider>
    </StyleProvider>
  );
}

function Console() {
  const { route, desk } = useStores();
  const page = useRoute((state) => state.page);
  const { go } = route.getState();
  const { openDialog } = desk.getState();
  useWindowTitle();
  useKeys({
    ...Object.fromEntries(pages.map((name) => [pageKeys[name], () => go(name)])),
    '?': () => openDialog('keys'),
    'mod+k': () => openDialog('palette'),
  });
  const View = pageViews[page];
  return (
    <>
      <Frame>
        <ErrorBoundary key={page}>
          <View />
        </ErrorBoundary>
      </Frame>
      <CommandPalette />
      <KeyHelp />
    </>
  );
}
