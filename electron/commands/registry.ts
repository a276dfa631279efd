import { ack } from './built-in/ack.ts';
import { alerts } from './built-in/alerts.ts';
import { bind } from './built-in/bind.ts';
import { cancel, confirm } from './built-in/confirm.ts';
import { disk } from './built-in/disk.ts';
import { find } from './built-in/find.ts';
import { help } from './built-in/help.ts';
import { history } from './built-in/history.ts';
import { hold } from './built-in/hold.ts';
import { label } from './built-in/label.ts';
import { log } from './built-in/log.ts';
import { more } from './built-in/more.ts';
import { mute } from './built-in/mute.ts';
import { oncall } from './built-in/oncall.ts';
import { ping } from './built-in/ping.ts';
import { port } from './built-in/port.ts';
import { power } from './built-in/power.ts';
import { processes } from './built-in/processes.ts';
import { savedScript } from './built-in/saved-script.ts';
import { screenshot } from './built-in/screenshot.ts';
import { scripts } from './built-in/scripts.ts';
import { service } from './built-in/service.ts';
import { status } from './built-in/status.ts';
import { stop } from './built-in/stop.ts';
import { whoami } from './built-in/whoami.ts';
import type { Command } from './command.ts';

/** Every command, in the order in which the help lists them. A new one is a new file and one line here. */
export const commands: readonly Command[] = [
  ...[status, processes, disk, power, service, log, ping, port, screenshot, savedScript, scripts],
  ...[alerts, ack, mute, oncall],
  ...[label, find, history, more, confirm, cancel, stop, whoami, bind, hold, help],
];
