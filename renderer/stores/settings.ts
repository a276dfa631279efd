import { createStore } from 'zustand/vanilla';
import { Settings, type WeiguanBridge } from '../../shared/api.ts';
import type { Language } from '../../shared/language.ts';
import type { Failure, Result } from '../../shared/result.ts';
import type { Look } from '../theme/tokens.ts';
import { type KeptStorage, keep, readKept } from './kept.ts';
import { createQuestions } from './questions.ts';

const storageKey = 'weiguan.settings';
const defaults: Settings = { language: 'zh-CN', theme: 'system' };

export interface SettingsState extends Settings {
  /** The language of what the gateway says, as far as it is known. A change here waits for the gateway to take it up. */
  gatewayLanguage: Language | null;
  /** What the system prefers, for the theme "system". */
  systemLook: Look;
  reducedMotion: boolean;
  /** Why the last change could not be kept: what stood before it stands again. */
  failure: Failure | null;
  load(): Promise<void>;
  /** Applies the change at once and has the gateway keep it. */
  change(change: Partial<Settings>): Promise<void>;
  /** Forgets why the last change could not be kept. */
  dismiss(): void;
}

/** The look that a theme comes to. */
export const lookOf = (state: Pick<SettingsState, 'theme' | 'systemLook'>): Look =>
  state.theme === 'system' ? state.systemLook : state.theme;

/** What the settings store uses of the browser. */
export interface SettingsParts {
  storage: KeptStorage;
  matchMedia: (query: string) => Pick<MediaQueryList, 'matches' | 'addEventListener' | 'removeEventListener'>;
}

/** Language and theme. The last ones are remembered in the browser, so that the first paint is right already. */
export function createSettingsStore(bridge: WeiguanBridge, { storage, matchMedia }: SettingsParts) {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const reduced = matchMedia('(prefers-reduced-motion: reduce)');

  const questions = createQuestions<Settings>();
  /** What the gateway has kept, as far as it is known. */
  let kept = readKept(storage, storageKey, Settings) ?? defaults;

  const store = createStore<SettingsState>()((set, get) => {
    const ask = async (call: Promise<Result<Settings>>) => {
      const settings = await questions.ask(call);
      // What has been chosen or told since is newer than the answer.
      if (settings?.since.length !== 0) return undefined;
      if (settings.answer.ok) learn(settings.answer.value);
      return settings.answer;
    };
    return {
      ...kept,
      gatewayLanguage: null,
      systemLook: dark.matches ? 'dark' : 'light',
      reducedMotion: reduced.matches,
      failure: null,
      async load() {
        await ask(bridge.call('settings.get', {}));
      },
      async change(change) {
        const { language, theme } = get();
        const chosen = { language, theme, ...change };
        questions.note(chosen);
        keep(storage, storageKey, chosen);
        set({ ...chosen, failure: null });
        const answer = await ask(bridge.call('settings.set', change));
        if (!answer || answer.ok) return;
        keep(storage, storageKey, kept);
        set({ ...kept, failure: answer.error });
      },
      dismiss: () => set({ failure: null }),
    };
  });

  /** Takes over what the gateway says. */
  function learn({ language, theme }: Settings): void {
    kept = { language, theme };
    keep(storage, storageKey, kept);
    store.setState({ language, theme, gatewayLanguage: language, failure: null });
  }

  return {
    store,
    start() {
      const followSystem = () => store.setState({ systemLook: dark.matches ? 'dark' : 'light', reducedMotion: reduced.matches });
      dark.addEventListener('change', followSystem);
      reduced.addEventListener('change', followSystem);
      void store.getState().load();
      const end = bridge.on('settings.changed', (settings) => {
        questions.note(settings);
        learn(settings);
      });
      return () => {
        end();
        reduced.removeEventListener('change', followSystem);
        dark.removeEventListener('change', followSystem);
      };
    },
  };
}
