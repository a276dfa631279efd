import { createStore } from 'zustand/vanilla';
import type { Failure } from '../../shared/result.ts';
import type { HttpBridge } from '../bridge/http-bridge.ts';

export interface SessionState {
  /** The gateway wants the console token. Never so in Electron. */
  signedOut: boolean;
  busy: boolean;
  failure: Failure | null;
  signIn(token: string): Promise<void>;
}

/** The session of a console in a browser. `onSignedIn` runs after each sign-in. */
export function createSessionStore(http: Pick<HttpBridge, 'signIn' | 'onSession'> | undefined, onSignedIn: () => void) {
  const store = createStore<SessionState>()((set) => ({
    signedOut: false,
    busy: false,
    failure: null,
    async signIn(token) {
      if (!http) return;
      set({ busy: true, failure: null });
      const signedIn = await http.signIn(token);
      set({ busy: false, failure: signedIn.ok ? null : signedIn.error });
    },
  }));
  return {
    store,
    start() {
      if (!http) return () => {};
      return http.onSession((signedIn) => {
        store.setState({ signedOut: !signedIn });
        if (signedIn) onSignedIn();
      });
    },
  };
}
