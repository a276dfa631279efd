import { z } from 'zod';
import { createStore } from 'zustand/vanilla';
import { sizes } from '../theme/tokens.ts';

const storageKey = 'weiguan.desk';
const Kept = z.object({ folded: z.boolean(), drawerWidth: z.number() });

/** How the window is arranged. */
export interface DeskState {
  /** The side bar shows icons only. */
  folded: boolean;
  /** Width of the detail drawer in px. */
  drawerWidth: number;
  /** What floats above the page. */
  dialog: 'palette' | 'keys' | null;
  fold(folded: boolean): void;
  setDrawerWidth(px: number): void;
  openDialog(dialog: DeskState['dialog']): void;
}

/** Keeps the arrangement in the browser: it belongs to this window, not to the gateway. */
export function createDeskStore(storage: Pick<Storage, 'getItem' | 'setItem'>) {
  const store = createStore<DeskState>()((set, get) => {
    const keep = () => storage.setItem(storageKey, JSON.stringify({ folded: get().folded, drawerWidth: get().drawerWidth }));
    return {
      ...kept(storage),
      dialog: null,
      fold(folded) {
        set({ folded });
        keep();
      },
      setDrawerWidth(px) {
        set({ drawerWidth: Math.round(Math.min(sizes.drawerMax, Math.max(sizes.drawerMin, px))) });
        keep();
      },
      openDialog: (dialog) => set({ dialog }),
    };
  });
  return { store };
}

function kept(storage: Pick<Storage, 'getItem'>): z.infer<typeof Kept> {
  try {
    const found = Kept.safeParse(JSON.parse(storage.getItem(storageKey) ?? 'null'));
    if (found.success) return found.data;
  } catch {
    // Unreadable: as if nothing had been kept.
  }
  return { folded: false, drawerWidth: sizes.drawer };
}
