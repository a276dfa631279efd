import { join } from 'node:path';
import { app, Menu, nativeImage, Tray } from 'electron';
import type { Language } from '../../shared/language.ts';
import { type Standing, standingLine } from '../../shared/monitor/down-words.ts';

export interface TrayOptions {
  /** Where the icons are. */
  icons: string;
  /** Shows the console; with a route, there. */
  open(route?: string): void;
}

/** The icon in the system's tray: what is down, and the way back to the console. */
export interface TrayIcon {
  show(standing: Standing, language: Language): void;
}

const labels = {
  'zh-CN': { console: '打开微管', monitors: '打开监控', quit: '退出微管' },
  en: { console: 'Open Weiguan', monitors: 'Open Monitors', quit: 'Quit Weiguan' },
};

/** What is down has another shape, not only another colour. macOS colours its icons itself. */
const iconName = (isDown: boolean) => {
  if (process.platform === 'darwin') return isDown ? 'trayDownTemplate.png' : 'trayTemplate.png';
  return isDown ? 'icon-down-32.png' : 'icon-32.png';
};

/** Puts the icon into the tray; there has to be one. */
export function createTray({ icons, open }: TrayOptions): TrayIcon {
  const image = (isDown: boolean) => nativeImage.createFromPath(join(icons, iconName(isDown)));
  const tray = new Tray(image(false));
  // why: on macOS, and on most Linux desktops, a click opens the menu
  if (process.platform === 'win32') tray.on('click', () => open());
  let shown = '';
  return {
    show(standing, language) {
      const text = labels[language];
      const isDown = standing.down.length > 0;
      const line = standingLine(standing, language);
      // why: a menu that is open closes when it is made anew
      if (shown === `${language} ${line}`) return;
      shown = `${language} ${line}`;
      tray.setImage(image(isDown));
      tray.setToolTip(`${language === 'en' ? 'Weiguan' : '微管'} · ${line}`.slice(0, 120));
      if (process.platform === 'darwin') tray.setTitle(isDown ? String(standing.down.length) : '');
      tray.setContextMenu(
        Menu.buildFromTemplate([
          { label: line.replaceAll('&', '&&'), enabled: false },
          { type: 'separator' },
          { label: text.console, click: () => open() },
          { label: text.monitors, click: () => open('#/monitors') },
          { type: 'separator' },
          { label: text.quit, click: () => app.quit() },
        ]),
      );
    },
  };
}
