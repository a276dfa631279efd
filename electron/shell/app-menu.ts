import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { Language } from '../../shared/language.ts';

const labels = {
  'zh-CN': { edit: '编辑', view: '视图', window: '窗口' },
  en: { edit: 'Edit', view: 'View', window: 'Window' },
};

/** The native menu: what the system expects (copy, paste, zoom, quit), so that the usual keys work. */
export function setAppMenu(language: Language, isMac: boolean): void {
  const text = labels[language];
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    { label: text.edit, role: 'editMenu' },
    {
      label: text.view,
      submenu: [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, { type: 'separator' }, { role: 'togglefullscreen' }],
    },
    { label: text.window, role: 'windowMenu' },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
