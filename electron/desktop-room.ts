import { DesktopSettings, type DesktopState } from '../shared/desktop-api.ts';
import type { KeptValues } from './kept-values.ts';

/** What the desktop can do, and what it has to know. */
export interface DesktopShell {
  hasTray(): Promise<boolean>;
  /** Called at the start, then at each change. */
  settingsChanged(settings: DesktopSettings): void;
}

/** What was chosen about the program's place on the desktop; null where there is none. */
export interface DesktopRoom {
  get(): Promise<DesktopState | null>;
  set(change: { [Name in keyof DesktopSettings]?: DesktopSettings[Name] | undefined }): Promise<DesktopState | null>;
}

const keptName = 'desktop';
const defaults: DesktopSettings = { notices: true, keepInTray: false };

export function openDesktopRoom(kept: KeptValues, shell: DesktopShell | undefined): DesktopRoom {
  let settings = kept.read(keptName, DesktopSettings) ?? defaults;
  shell?.settingsChanged(settings);
  const get = async () => (shell ? { ...settings, hasTray: await shell.hasTray() } : null);
  return {
    get,
    async set({ notices = settings.notices, keepInTray = settings.keepInTray }) {
      if (!shell) return null;
      const next = { notices, keepInTray };
      await kept.keep(keptName, next);
      settings = next;
      shell.settingsChanged(next);
      return get();
    },
  };
}
