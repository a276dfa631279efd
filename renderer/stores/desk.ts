import { z } from 'zod';
import { createStore } from 'zustand/vanilla';
import { sizes } from '../theme/tokens.ts';
import { type KeptStorage, keep, readKept } from './kept.ts';

const storageKey = 'weiguan.desk';
const Kept = z.object({ folded: z.boolean(), drawerWidth: z.number(), connectPutAway: z.boolean().default(false) });

/** How the window is arranged. */
export interface DeskState {
  /** The side bar shows icons only. */
  folded: boolean;
  /** Width of the detail drawer in px. */
  drawerWidth: number;
  /** The overview no longer shows how to connect a real account. */
  connectPutAway: boolean;
  /** What floats above the page. */
  dialog: 'palette' | 'keys' | null;
  fold(folded: boolean): void;
  setDrawerWidth(px: number): void;
  putConnectAway(): void;
  openDialog(dialog: DeskState['dialog']): void;
}

/** A width that the drawer may have, in px. */
const fitting = (px: number) => Math.round(Math.min(sizes.drawerMax, Math.max(sizes.drawerMin, px)));

/** Keeps the arrangement in the browser: it belongs to this window, not to the gateway. */
export function createDeskStore(storage: KeptStorage) {
  const nothing = { folded: false, drawerWidth: sizes.drawer, connectPutAway: false };
  const { folded, drawerWidth, connectPutAway } = readKept(storage, storageKey, Kept) ?? nothing;
  const store = createStore<DeskState>()((set, get) => {
    const arrange = (change: Partial<DeskState>) => {
      set(change);
      const { folded, drawerWidth, connectPutAway } = get();
      keep(storage, storageKey, { folded, drawerWidth, connectPutAway });
    };
    return {
      folded,
      drawerWidth: fitting(drawerWidth),
      connectPutAway,
      dialog: null,
      fold: (folded) => arrange({ folded }),
      setDrawerWidth: (px) => arrange({ drawerWidth: fitting(px) }),
      putConnectAway: () => arrange({ connectPutAway: true }),
      openDialog: (dialog) => set({ dialog }),
    };
  });
  return { store };
}
