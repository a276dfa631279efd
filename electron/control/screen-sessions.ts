/** Whose desktop is to be seen: a shell that was not started on it doesn't know. */
import type { ProgramCall } from './driver.ts';

/** A desktop, as far as programs have to know it. Everything in it is fit to stand in the environment. */
export interface Session {
  kind: 'x11' | 'wayland';
  env: Record<string, string>;
}

/** What a session's programs have in their environment. */
const shapes = {
  DISPLAY: /^:\d{1,5}(?:\.\d{1,3})?$/,
  XAUTHORITY: /^\/[^\p{Cc}]{1,500}$/u,
  WAYLAND_DISPLAY: /^[\w./-]{1,108}$/,
  XDG_RUNTIME_DIR: /^\/[^\p{Cc}]{1,500}$/u,
  DBUS_SESSION_BUS_ADDRESS: /^[^\p{Cc}]{1,500}$/u,
};
const names = Object.keys(shapes) as (keyof typeof shapes)[];
const mostSessions = 4;

/**
 * Lists the environments in which there is a desktop, line by line as `where:NAME=value`: our own, those of all processes
 * that we may look at, and at last the X servers that have a socket.
 */
const script = `env | grep -E '^(${names.join('|')})=' | sed 's/^/own:/'
grep -azHE '^(${names.join('|')})=' "$1"/[0-9]*/environ 2>/dev/null | tr '\\000' '\\n'
for socket in "$2"/X*; do [ -e "$socket" ] && echo "$socket:DISPLAY=:\${socket##*/X}"; done
exit 0`;

/** Where Linux keeps what is looked at. */
export interface SessionPlaces {
  processes: string;
  sockets: string;
}

export const sessionsCall = ({ processes, sockets }: SessionPlaces): ProgramCall => ({
  program: 'sh',
  args: ['-c', script, 'sh', processes, sockets],
});

/**
 * The desktops in that list, each once. Displays that came with an ssh connection (`localhost:10.0`) are none: they are
 * elsewhere. An X server that is known with its key comes before one of which only the socket is.
 */
export function readSessions(listed: string): Session[] {
  const found = new Map<string, Session>();
  for (const variables of environments(listed)) {
    const session = sessionOf(variables);
    if (session) found.set(JSON.stringify(session), session);
  }
  return [...found.values()].slice(0, mostSessions);
}

function environments(listed: string): Iterable<Map<string, string>> {
  const places = new Map<string, Map<string, string>>();
  for (const line of listed.split('\n')) {
    const [, place = '', name = '', value = ''] = /^([^:]+):([A-Z_]+)=(.*)$/.exec(line) ?? [];
    if (!names.some((known) => known === name && shapes[known].test(value))) continue;
    const variables = places.get(place) ?? new Map<string, string>();
    places.set(place, variables.set(name, value));
  }
  return places.values();
}

function sessionOf(variables: Map<string, string>): Session | undefined {
  const pick = (...wanted: string[]) => Object.fromEntries([...variables].filter(([name]) => wanted.includes(name)));
  const bus = ['XDG_RUNTIME_DIR', 'DBUS_SESSION_BUS_ADDRESS'];
  if (variables.has('WAYLAND_DISPLAY') && variables.has('XDG_RUNTIME_DIR'))
    return { kind: 'wayland', env: pick('WAYLAND_DISPLAY', ...bus) };
  if (variables.has('DISPLAY')) return { kind: 'x11', env: pick('DISPLAY', 'XAUTHORITY', ...bus) };
  return undefined;
}
