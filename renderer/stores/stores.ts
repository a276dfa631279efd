import type { PageBridge } from '../bridge/bridge.ts';
import { createAccountsStore } from './accounts.ts';
import { createConnectionStore } from './connection.ts';
import { createDeskStore } from './desk.ts';
import { createDoctorStore } from './doctor.ts';
import { createMessageDetailStore } from './message-detail.ts';
import { createMessagesStore } from './messages.ts';
import { createOverviewStore } from './overview.ts';
import { createPlatformsStore } from './platforms.ts';
import { createRouteStore } from './route.ts';
import { createSessionStore } from './session.ts';
import { createSettingsStore } from './settings.ts';
import { createSimulatorStore } from './simulator.ts';
import { createTunnelStore } from './tunnel.ts';

/** Builds every store of the page and wires them to the bridge. */
export function createStores({ bridge, http }: PageBridge, window: Window) {
  const route = createRouteStore(window);
  const settings = createSettingsStore(bridge, { storage: window.localStorage, matchMedia: (query) => window.matchMedia(query) });
  const desk = createDeskStore(window.localStorage);
  const overview = createOverviewStore(bridge);
  const messages = createMessagesStore(bridge);
  const detail = createMessageDetailStore(bridge);
  const simulator = createSimulatorStore(bridge);
  const accounts = createAccountsStore(bridge);
  const tunnel = createTunnelStore(bridge);
  const platforms = createPlatformsStore(bridge, window.localStorage);
  const doctor = createDoctorStore(bridge);

  const refetch = () => {
    void settings.store.getState().load();
    void overview.store.getState().load();
    void overview.store.getState().loadRate();
    void messages.store.getState().load();
    void detail.store.getState().reload();
    void simulator.store.getState().load();
    void tunnel.store.getState().load();
    void platforms.store.getState().load();
    void doctor.store.getState().load();
    // Asking for the accounts opens the keychain, which may ask for a password: only for somebody who looks at them.
    if (route.store.getState().page === 'accounts') void accounts.store.getState().load();
  };
  const connection = createConnectionStore(bridge, refetch);
  const session = createSessionStore(http, refetch);

  /** The open message is the one that the address names. */
  const followRoute = () => {
    const { page, part } = route.store.getState();
    detail.store.getState().open(page === 'messages' ? part : null);
    if (page === 'accounts' && accounts.store.getState().secrets === null) void accounts.store.getState().load();
    if (page === 'messages' && part !== null) messages.store.getState().setCursor(part);
  };

  /** Summaries and reasons come from the gateway in its language, so a new language is a new text for every row. */
  const followLanguage = () =>
    settings.store.subscribe(({ gatewayLanguage }, before) => {
      if (before.gatewayLanguage === null || gatewayLanguage === before.gatewayLanguage) return;
      void messages.store.getState().reload();
      void detail.store.getState().reload();
      void overview.store.getState().load();
    });

  return {
    host: bridge.host,
    route: route.store,
    settings: settings.store,
    desk: desk.store,
    overview: overview.store,
    messages: messages.store,
    detail: detail.store,
    simulator: simulator.store,
    accounts: accounts.store,
    tunnel: tunnel.store,
    platforms: platforms.store,
    doctor: doctor.store,
    connection: connection.store,
    session: session.store,
    /** Starts everything; the returned function stops it in reverse. */
    start() {
      const stops = [session, settings, route, overview, messages, detail, simulator, accounts, tunnel, platforms, doctor, connection].map(
        (part) => part.start(),
      );
      stops.push(followLanguage(), route.store.subscribe(followRoute));
      followRoute();
      return () => {
        for (const stop of stops.reverse()) stop();
      };
    },
  };
}

export type Stores = ReturnType<typeof createStores>;
