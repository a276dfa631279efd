/**
 * The secret of the console's session, in the page's storage: unlike a cookie it is bound to the port as well, so that no
 * program on another port of the same host gets it. Tabs share it.
 */
export interface KeptSession {
  read(): string | undefined;
  keep(session: string): void;
  /** Another tab has opened one. */
  onOther(listener: () => void): void;
}

const storageKey = 'weiguan.session';

/** @param target where the browser tells of other tabs: the window */
export function createKeptSession(storage: Pick<Storage, 'getItem' | 'setItem'>, target: EventTarget): KeptSession {
  /** What a storage would not keep: that costs the next tab its session, not this one. */
  let own: string | undefined;
  return {
    read() {
      if (own !== undefined) return own;
      try {
        return storage.getItem(storageKey) ?? undefined;
      } catch {
        return undefined;
      }
    },
    keep(session) {
      own = undefined;
      try {
        storage.setItem(storageKey, session);
      } catch {
        own = session;
      }
    },
    onOther(listener) {
      target.addEventListener('storage', (event) => {
        if ((event as StorageEvent).key === storageKey) listener();
      });
    },
  };
}
