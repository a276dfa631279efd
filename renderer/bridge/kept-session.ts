/**
 * The secret of the console's session, in the page's storage: unlike a cookie it is bound to the port as well, so that no
 * program on another port of the same host gets it. Tabs share it.
 */
export interface KeptSession {
  read(): string | undefined;
  keep(session: string): void;
}

const storageKey = 'weiguan.session';

export function createKeptSession(storage: Pick<Storage, 'getItem' | 'setItem'>): KeptSession {
  let own: string | undefined;
  return {
    read() {
      try {
        return storage.getItem(storageKey) ?? own;
      } catch {
        return own;
      }
    },
    keep(session) {
      own = session;
      try {
        storage.setItem(storageKey, session);
      } catch {
        // A storage that keeps nothing costs the next tab its session, not this one.
      }
    },
  };
}
