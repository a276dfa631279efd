import { createStore } from 'zustand/vanilla';
import { Settings, type WeiguanBridge } from '../../shared/api.ts';
import type { Look } from '../theme/tokens.ts';

const storageKey = 'weiguan.settings';
const defaults: Settings = { language: 'zh-CN', theme: 'system' };

export interface SettingsState extends Settings {
  /** What the system prefers, for the theme "system". */
  systemLook: Look;
  reducedMotion: boolean;
  load(): Promise<void>;
  /** Applies the change at once and has the gateway keep it. */
  change(change: Partial<Settings>): Promise<void>;
}

/** The look that a theme comes to. */
export const lookOf = (state: Pick<SettingsState, 'theme' | 'systemLook'>): Look =>
  state.theme === 'system' ? state.systemLook : state.theme;

/** What the settings store uses of the browser. */
export interface SettingsParts {
  storage: Pick<Storage, 'getItem' | 'setItem'>;
  matchMedia: (query: string) => Pick<MediaQueryList, 'matches' | 'addEventListener' | 'removeEventListener'>;
}

/** Language and theme. The last ones are remembered in the browser, so that the first paint is right already. */
export function createSettingsStore(bridge: WeiguanBridge, { storage, matchMedia }: SettingsParts) {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const reduced = matchMedia('(prefers-reduced-motion: reduce)');

  const store = createStore<SettingsState>()((set, get) => {
    const apply = (settings: Settings) => {
      storage.setItem(storageKey, JSON.stringify(settings));
      set({ language: settings.language, theme: settings.theme });
    };
    return {
      ...remembered(storage),
      systemLook: dark.matches ? 'dark' : 'light',
      reducedMotion: reduced.matches,
      async load() {
        const settings = await bridge.call('settings.get', {});
        if (settings.ok) apply(settings.value);
      },
      async change(change) {
        const { language, theme } = get();
        apply({ language, theme, ...change });
        await bridge.call('settings.set', change);
      },
    };
  });

  return {
    store,
    start() {
      const followSystem = () => store.setState({ systemLook: dark.matches ? 'dark' : 'light', reducedMotion: reduced.matches });
      dark.addEventListener('change', followSystem);
      reduced.addEventListener('change', followSystem);
      void store.getState().load();
      const end = bridge.on('settings.changed', ({ language, theme }) => {
        storage.setItem(storageKey, JSON.stringify({ language, theme }));
        store.setState({ language, theme });
      });
      return () => {
        end();
        reduced.removeEventListener('change', followSystem);
        dark.removeEventListener('change', followSystem);
      };
    },
  };
}

function remembered(storage: SettingsParts['storage']): Settings {
  try {
    const settings = Settings.safeParse(JSON.parse(storage.getItem(storageKey) ?? 'null'));
    return settings.success ? settings.data : defaults;
  } catch {
    return defaults;
  }
}
