import { join } from 'node:path';
import { app } from 'electron';
import type { DesktopSettings } from '../../shared/desktop-api.ts';
import type { Language } from '../../shared/language.ts';
import type { Standing } from '../../shared/monitor/down-words.ts';
import type { DesktopShell } from '../desktop-room.ts';
import type { Gateway } from '../gateway.ts';
import { systemTiming } from '../timing.ts';
import { followAlarms } from './follow-alarms.ts';
import { hasTray } from './has-tray.ts';
import { createNotifications } from './notifications.ts';
import { createTray, type TrayIcon } from './tray.ts';

export interface DesktopOptions {
  /** Where the icons are. */
  icons: string;
  language(): Language;
  /** Shows the console; with a route, there. */
  open(route?: string): void;
  onBug(error: unknown): void;
}

/** The program's place on the desktop: tray, badge, notifications. */
export interface Desktop extends DesktopShell {
  /** Begins to tell what the gateway tells. */
  follow(gateway: Gateway): Promise<void>;
  languageChanged(): void;
  /** Whether the program is to go on in the tray when its window is closed. */
  keepsInTray(): boolean;
  /** Makes sure that there is a way back before a window is hidden. */
  isInTray(): Promise<boolean>;
}

export function createDesktop({ icons, language, open, onBug }: DesktopOptions): Desktop {
  let settings: DesktopSettings = { notices: true, keepInTray: false };
  let standing: Standing = { down: [], unknown: 0, watched: 0 };
  let tray: TrayIcon | undefined;
  const notify = createNotifications(join(icons, 'icon-256.png'), open);

  /** The desktop may have got its tray, or lost it, since it was asked last. */
  async function isInTray(): Promise<boolean> {
    const isThere = await hasTray();
    if (isThere) tray ??= createTray({ icons, open });
    show();
    return isThere;
  }
  function show(): void {
    tray?.show(standing, language());
    app.setBadgeCount(standing.down.length);
  }
  return {
    hasTray,
    settingsChanged(changed) {
      settings = changed;
    },
    async follow(gateway) {
      if (process.platform === 'win32') app.setAppUserModelId('app.weiguan.console');
      await followAlarms({
        ...{ gateway, timing: systemTiming, language, onBug },
        notify: (notice) => settings.notices && notify(notice),
        onStanding(now) {
          standing = now;
          show();
        },
      });
      await isInTray();
    },
    languageChanged: show,
    keepsInTray: () => settings.keepInTray,
    isInTray,
  };
}
