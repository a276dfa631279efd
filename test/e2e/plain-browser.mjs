/** A browser window and nothing more: Chromium without any of Weiguan's own code, at the address in BROWSER_URL. */
import { app, BrowserWindow } from 'electron';

app.on('ready', () => {
  const window = new BrowserWindow({ width: 1280, height: 800, webPreferences: { sandbox: true } });
  void window.loadURL(process.env.BROWSER_URL ?? 'about:blank');
});
app.on('window-all-closed', () => app.quit());
