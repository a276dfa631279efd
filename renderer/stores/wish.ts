import { createStore } from 'zustand/vanilla';

/** Something that is to be done to a server, asked for elsewhere than at the server: an action by its id, `power off`. */
export interface ServerWish {
  target: string;
  action: string;
}

export interface WishState {
  wish: ServerWish | null;
  want(wish: ServerWish): void;
  /** The server's page has taken it up. */
  taken(): void;
}

/** What the command palette asks of the Servers page. */
export function createWishStore() {
  const store = createStore<WishState>()((set) => ({
    wish: null,
    want: (wish) => set({ wish }),
    taken: () => set({ wish: null }),
  }));
  return { store };
}
