import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Configuration } from '../config/configuration.ts';
import type { Screen } from '../control/driver.ts';
import type { DesktopShell } from '../desktop-room.ts';
import type { ChooseFile } from '../inspector/export/exports.ts';

/** What the gateway gets of those who start it. */
export interface GatewayOptions {
  configuration: Configuration;
  clock: Clock;
  log: Logger;
  /** The built `store/worker.ts`. */
  storeWorker: URL;
  /** For the overview. */
  version: string;
  /** Puts a secret on the system's clipboard, where there is one. */
  clipboard?: (text: string) => void;
  /** Asks where an export is to go, where there is a window for that. */
  chooseFile?: ChooseFile;
  /** Takes pictures of this computer's screen, where there is a window for that. */
  desktop?: Screen;
  /** The tray and the desktop's notifications, where there is a window. */
  shell?: DesktopShell;
}
