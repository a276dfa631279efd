import { Settings } from '../shared/api.ts';
import type { EventHub } from './events.ts';
import type { Store } from './store/store.ts';

/** The settings, in memory and on disk. */
export interface SettingsRoom {
  get(): Settings;
  set(change: Partial<Settings>): Promise<Settings>;
}

const defaults: Settings = { language: 'zh-CN', theme: 'system' };

/** Reads the settings; what no version knows any more is left aside. */
export async function openSettings(store: Store, events: EventHub): Promise<SettingsRoom> {
  const kept = Settings.partial().safeParse(await store.do('settings.all'));
  let current: Settings = { ...defaults, ...(kept.success ? definedOnly(kept.data) : {}) };
  return {
    get: () => current,
    async set(change) {
      const wanted = definedOnly(change);
      await store.do('settings.put', wanted);
      current = { ...current, ...wanted };
      events.emit('settings.changed', current);
      return current;
    },
  };
}

function definedOnly(change: { [Name in keyof Settings]?: Settings[Name] | undefined }): Partial<Settings> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Partial<Settings>;
}
