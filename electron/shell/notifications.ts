import { Notification } from 'electron';
import type { DesktopNotice } from './notice-text.ts';

/** One that nobody holds is collected, and its click is lost; older ones have left the screen. */
const heldAtOnce = 20;

/** Shows desktop notifications, with the system's sound; where there are none nothing happens. */
export function createNotifications(icon: string, open: (route: string) => void): (notice: DesktopNotice) => void {
  const held: Notification[] = [];
  return ({ title, body, route }) => {
    const notification = new Notification({ title, body, silent: false, ...(process.platform === 'linux' && { icon }) });
    notification.on('click', () => open(route));
    held.push(notification);
    if (held.length > heldAtOnce) held.shift();
    notification.show();
  };
}
