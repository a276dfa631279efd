import type { WeiguanBridge } from '../../shared/api.ts';
import { runIdAt } from '../../shared/run-id.ts';
import { createAccountsStore } from './accounts.ts';
import { createCompareStore } from './compare.ts';
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

/** Every store of the page, with what keeps it up to date, in the order in which they start. */
export function createParts(bridge: WeiguanBridge, window: Window) {
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
  const menus = createMenusStore(bridge, { now: Date.now, storage: window.localStorage });
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

  return {
    ...{ settings, route, overview, messages, filter, deadLetters, detail, conversation, reply },
    ...{ holding, simulator, accounts, targets, targetScan, lastHour, menus, menuTaps, monitors },
    ...{ monitorChart, incidents, noticeRules, runs, scripts, screenshots, runExports, operators },
    ...{ roles, tunnel, platforms, doctor, exports, statistics, upkeep },
    // What nothing has to keep up to date.
    ...{ desk, savedFilters, replay, compare, targetDesk, targetImport },
    ...{ monitorDesk, monitorImport, statusPage, ownTemplates, desktop, wish },
  };
}

export type Parts = ReturnType<typeof createParts>;
