import { runIdAt } from '../../shared/run-id.ts';
import type { PageBridge } from '../bridge/bridge.ts';
import { createAccountsStore } from './accounts.ts';
import { createCompareStore } from './compare.ts';
import { createConnectionStore } from './connection.ts';
import { createConversationStore } from './conversation.ts';
import { createDeadLettersStore } from './dead-letters.ts';
import { createDeskStore } from './desk.ts';
import { createDesktopStore } from './desktop.ts';
import { createDoctorStore } from './doctor.ts';
import { createExportsStore } from './exports.ts';
import { fetchFile } from './fetch-file.ts';
import { frameOf } from './frame.ts';
import { createHoldingStore } from './holding.ts';
import { createIncidentsStore } from './incidents.ts';
import { createLastHourStore } from './last-hour.ts';
import { createListDeskStore } from './list-desk.ts';
import { listenOnce } from './listen-once.ts';
import { createMenuTapsStore } from './menu-taps.ts';
import { createMenusStore } from './menus.ts';
import { createMessageDetailStore } from './message-detail.ts';
import { createMessageFilterStore } from './message-filter.ts';
import { createMessagesStore } from './messages.ts';
import { createMonitorChartStore } from './monitor-chart.ts';
import { createMonitorImportStore } from './monitor-import.ts';
import { noMonitorFilter } from './monitor-list.ts';
import { createMonitorsStore } from './monitors.ts';
import { createNoticeRulesStore } from './notice-rules.ts';
import { createOperatorsStore } from './operators.ts';
import { createOverviewStore, platformIn } from './overview.ts';
import { createOwnTemplatesStore } from './own-templates.ts';
import { createPlatformsStore } from './platforms.ts';
import { createReplayStore } from './replay.ts';
import { createReplyStore } from './reply.ts';
import { createRolesStore } from './roles.ts';
import { createRouteStore } from './route.ts';
import { createRunExportsStore } from './run-exports.ts';
import { createRunsStore } from './runs.ts';
import { createSavedFiltersStore } from './saved-filters.ts';
import { createScreenshotsStore } from './screenshots.ts';
import { createScriptsStore } from './scripts.ts';
import { createSessionStore } from './session.ts';
import { createSettingsStore } from './settings.ts';
import { createSimulatorStore } from './simulator.ts';
import { createStatisticsStore } from './statistics.ts';
import { createStatusPageStore } from './status-page.ts';
import { noTargetFilter } from './target-filter.ts';
import { createTargetImportStore } from './target-import.ts';
import { createTargetScanStore } from './target-scan.ts';
import { createTargetsStore } from './targets.ts';
import { createTunnelStore } from './tunnel.ts';
import { createUpkeepStore } from './upkeep.ts';
import { createWishStore } from './wish.ts';

/** Builds every store of the page and wires them to the bridge. */
export function createStores({ bridge: carrier, http }: PageBridge, window: Window) {
  const bridge = listenOnce(carrier);
  const route = createRouteStore(window);
  const settings = createSettingsStore(bridge, { storage: window.localStorage, matchMedia: (query) => window.matchMedia(query) });
  const desk = createDeskStore(window.localStorage);
  const overview = createOverviewStore(bridge);
  const { timeZone: zone } = Intl.DateTimeFormat().resolvedOptions();
  const messages = createMessagesStore(bridge, { zone, frame: frameOf(window) });
  const filter = createMessageFilterStore({ bridge, messages: messages.store, clock: () => ({ now: Date.now(), zone }) });
  const deadLetters = createDeadLettersStore({ bridge, messages: messages.store, zone });
  const savedFilters = createSavedFiltersStore(window.localStorage);
  const detail = createMessageDetailStore(bridge);
  const conversation = createConversationStore(bridge);
  const reply = createReplyStore(bridge, { newKey: () => window.crypto.randomUUID(), now: Date.now });
  const holding = createHoldingStore(bridge);
  const replay = createReplayStore(bridge, { newKey: () => window.crypto.randomUUID() });
  const compare = createCompareStore(bridge);
  const simulator = createSimulatorStore(bridge);
  const accounts = createAccountsStore(bridge);
  const targets = createTargetsStore(bridge);
  const lastHour = createLastHourStore(bridge);
  const targetDesk = createListDeskStore(window.localStorage, { key: 'weiguan.servers', view: 'cards', filter: noTargetFilter });
  const targetImport = createTargetImportStore(bridge);
  const targetScan = createTargetScanStore(bridge, { newId: () => window.crypto.randomUUID() });
  const menus = createMenusStore(bridge, { now: Date.now });
  const menuTaps = createMenuTapsStore(bridge, { now: Date.now });
  const monitors = createMonitorsStore(bridge);
  const monitorDesk = createListDeskStore(window.localStorage, { key: 'weiguan.monitors', view: 'table', filter: noMonitorFilter });
  const monitorChart = createMonitorChartStore(bridge, { now: Date.now });
  const monitorImport = createMonitorImportStore(bridge);
  const incidents = createIncidentsStore(bridge);
  const noticeRules = createNoticeRulesStore(bridge);
  const statusPage = createStatusPageStore(bridge);
  const ownTemplates = createOwnTemplatesStore(bridge);
  const desktop = createDesktopStore(bridge);
  const scripts = createScriptsStore(bridge);
  const screenshots = createScreenshotsStore(bridge);
  const platformOf = (account: string) => platformIn(overview.store.getState(), account);
  const operators = createOperatorsStore(bridge, { newKey: () => window.crypto.randomUUID(), platformOf });
  const runs = createRunsStore(bridge, {
    ...{ newKey: () => runIdAt(Date.now(), window.crypto.randomUUID()), platformOf },
    operators: () => operators.store.getState().operators.value ?? [],
  });
  const roles = createRolesStore(bridge, { newId: () => window.crypto.randomUUID() });
  const wish = createWishStore();
  const tunnel = createTunnelStore(bridge);
  const platforms = createPlatformsStore(bridge, window.localStorage);
  const doctor = createDoctorStore(bridge);
  const upkeep = createUpkeepStore(bridge, { newId: () => window.crypto.randomUUID() });
  const exports = createExportsStore(bridge, { zone, fetchFile: (path) => fetchFile(window.document, path) });
  const runExports = createRunExportsStore(bridge, { zone, fetchFile: (path) => fetchFile(window.document, path) });
  const statistics = createStatisticsStore(bridge, { zone, newId: () => window.crypto.randomUUID() });

  const refetch = () => {
    void settings.store.getState().load();
    void overview.store.getState().load();
    void overview.store.getState().loadRate();
    void messages.store.getState().load();
    void filter.store.getState().load();
    void detail.store.getState().reload();
    void conversation.store.getState().reload();
    void holding.store.getState().load();
    void simulator.store.getState().load();
    void tunnel.store.getState().load();
    void platforms.store.getState().load();
    void doctor.store.getState().load();
    void upkeep.store.getState().load();
    void exports.store.getState().load();
    void runExports.store.getState().load();
    void scripts.store.getState().load();
    void screenshots.store.getState().reload();
    lastHour.reload();
    void menus.store.getState().reload();
    menuTaps.reload();
    void monitors.store.getState().load();
    void incidents.store.getState().load();
    void noticeRules.store.getState().load();
    void runs.store.getState().load();
    void runs.store.getState().loadCommands();
    void runs.store.getState().loadHold();
    void operators.store.getState().load();
    void roles.store.getState().load();
    // Asking for the accounts opens the keychain, which may ask for a password: only for somebody who looks at them.
    if (route.store.getState().page === 'accounts') void accounts.store.getState().load();
    if (route.store.getState().page === 'servers') void targets.store.getState().load();
  };
  const connection = createConnectionStore(bridge, refetch);
  const session = createSessionStore(http, refetch);

  /** The open message is the one that the address names. */
  const followRoute = () => {
    const { page, part } = route.store.getState();
    bridge.showLog(page === 'messages');
    messages.store.getState().show(page === 'messages');
    detail.store.getState().open(page === 'messages' ? part : null);
    if (page === 'accounts' && accounts.store.getState().secrets === null) void accounts.store.getState().load();
    if (page === 'servers' && targets.store.getState().targets.value === undefined) void targets.store.getState().load();
    if (page === 'messages' && part !== null) messages.store.getState().setCursor(part);
    followCompared(page === 'messages' ? part : null);
  };

  /** While a message to compare with is sought, the one that is opened is it; whoever opens a third one has seen enough. */
  const followCompared = (part: string | null) => {
    const { first, second, choose, end } = compare.store.getState();
    if (part !== null && second === null) choose(part);
    else if (part !== first && part !== second) end();
    if (replay.store.getState().id !== part) replay.store.getState().close();
  };

  /** The conversation is that of the open message. */
  const followDetail = () =>
    detail.store.subscribe(({ id, detail: open }, before) => {
      // Nobody can be written to there, and the wish must not wait for the next message.
      if (open.value?.person === '') reply.store.getState().close();
      if (id === null) conversation.store.getState().show(null);
      else if (open.value && open.value !== before.detail.value) conversation.store.getState().show(open.value);
    });

  /** Summaries and reasons come from the gateway in its language, so a new language is a new text for every row. */
  const followLanguage = () =>
    settings.store.subscribe(({ gatewayLanguage }, before) => {
      if (before.gatewayLanguage === null || gatewayLanguage === before.gatewayLanguage) return;
      void messages.store.getState().reload();
      void detail.store.getState().reload();
      void conversation.store.getState().reload();
      void overview.store.getState().load();
      void runs.store.getState().loadCommands();
    });

  return {
    host: bridge.host,
    route: route.store,
    settings: settings.store,
    desk: desk.store,
    overview: overview.store,
    messages: messages.store,
    filter: filter.store,
    deadLetters: deadLetters.store,
    savedFilters: savedFilters.store,
    detail: detail.store,
    conversation: conversation.store,
    reply: reply.store,
    holding: holding.store,
    replay: replay.store,
    compare: compare.store,
    simulator: simulator.store,
    accounts: accounts.store,
    targets: targets.store,
    lastHour: lastHour.store,
    targetDesk: targetDesk.store,
    targetImport: targetImport.store,
    targetScan: targetScan.store,
    menus: menus.store,
    menuTaps: menuTaps.store,
    monitors: monitors.store,
    monitorDesk: monitorDesk.store,
    monitorChart: monitorChart.store,
    monitorImport: monitorImport.store,
    incidents: incidents.store,
    noticeRules: noticeRules.store,
    statusPage: statusPage.store,
    ownTemplates: ownTemplates.store,
    desktop: desktop.store,
    runs: runs.store,
    scripts: scripts.store,
    screenshots: screenshots.store,
    runExports: runExports.store,
    operators: operators.store,
    roles: roles.store,
    wish: wish.store,
    tunnel: tunnel.store,
    platforms: platforms.store,
    doctor: doctor.store,
    upkeep: upkeep.store,
    exports: exports.store,
    statistics: statistics.store,
    connection: connection.store,
    session: session.store,
    /** Starts everything; the returned function stops it in reverse. */
    start() {
      const stops = [
        session,
        settings,
        route,
        overview,
        messages,
        filter,
        deadLetters,
        detail,
        conversation,
        reply,
        holding,
        simulator,
        accounts,
        targets,
        targetScan,
        lastHour,
        menus,
        menuTaps,
        monitors,
        monitorChart,
        incidents,
        noticeRules,
        runs,
        scripts,
        screenshots,
        runExports,
        operators,
        roles,
        tunnel,
        platforms,
        doctor,
        exports,
        statistics,
        upkeep,
        connection,
      ].map((part) => part.start());
      stops.push(followLanguage(), followDetail(), route.store.subscribe(followRoute));
      followRoute();
      return () => {
        for (const stop of stops.reverse()) stop();
      };
    },
  };
}

export type Stores = ReturnType<typeof createStores>;
