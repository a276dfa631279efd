import { execFile } from 'node:child_process';

/** Asking the session's bus takes a few ms, or there is none. */
const patienceMs = 2_000;
const watcher = 'org.kde.StatusNotifierWatcher';

/** Programs that ask the bus, with what says "yes": one of them is there on most desktops. */
const askers = [
  {
    ...{ program: 'gdbus', yes: /true/ },
    args: [
      ...['call', '--session', '--dest', 'org.freedesktop.DBus', '--object-path', '/org/freedesktop/DBus'],
      ...['--method', 'org.freedesktop.DBus.NameHasOwner', watcher],
    ],
  },
  {
    ...{ program: 'dbus-send', yes: /boolean true/ },
    args: [
      ...['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus'],
      ...['org.freedesktop.DBus.NameHasOwner', `string:${watcher}`],
    ],
  },
];

/**
 * Whether the desktop shows a tray. Windows and macOS always do; on Linux whoever shows it stands on the session's bus
 * (GNOME has none without an extension). Where nobody can tell there is none: a window that is hidden must have a way back.
 */
export async function hasTray(platform: NodeJS.Platform = process.platform): Promise<boolean> {
  if (platform !== 'linux') return true;
  for (const { program, args, yes } of askers) {
    const said = await output(program, args);
    if (said !== undefined) return yes.test(said);
  }
  return false;
}

function output(program: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(program, args, { timeout: patienceMs, maxBuffer: 4096 }, (error, stdout) => resolve(error ? undefined : stdout));
  });
}
