import type { Texts } from './zh-CN.ts';
import type { statusPageZh } from './zh-CN-status-page.ts';

/** The texts of the Settings page about the desktop and the status page for phones. */
export const statusPageEn: Texts<typeof statusPageZh> = {
  desktop: {
    title: 'Desktop',
    notices: 'Notifications',
    noticesRule: 'With sound, when something goes down, is up again, or a message cannot be sent; many at once come as one.',
    keepInTray: 'Keep running in the tray',
    keepInTrayRule: 'When the window is closed, messages and monitoring go on; quit from the icon in the tray.',
    quitsRule: 'As it is, closing the window quits: messages and monitoring stop with it.',
    noTray:
      'This desktop has no tray, or none that could be found, so closing the window still quits. GNOME needs the AppIndicator extension.',
  },
  statusPage: {
    title: 'Status page for phones',
    intro:
      'A read-only page with names, states and uptime of monitors, and open incidents; no addresses, hosts or reasons. Whoever has the link can see it without signing in.',
    on: 'Serve it',
    tags: 'Shows',
    tagsAll: 'All monitors',
    tagsRule: 'With tags, only the monitors that have one of them.',
    link: 'Link',
    qr: "The status page's QR code",
    isLocal: 'There is no tunnel: only devices that reach the listener can open this link.',
    toConnection: 'Set up a tunnel',
    renew: 'New link',
    renewAsk: 'The old link ends at once; whoever has it needs the new one.',
    renewDo: 'Replace it now',
    noLink: 'The link is lost; make a new one.',
  },
};
