/**
 * Works through steps on a secret store of the program, in a process of its own that a test starts inside a session bus:
 * `node keychain-session.mjs '{ "room": …, "dataDir": …, "timeoutMs": …, "steps": [["set", name, text], ["get", name], …] }'`.
 * `room` is the built `open-secret-store.ts`. Prints one line of JSON for each answer, the first for opening the store, and
 * ends with exit code 7.
 */
import { execFileSync } from 'node:child_process';

const { room, dataDir, timeoutMs, steps } = JSON.parse(process.argv[2]);
const { openSecretStore } = await import(room);
const clock = { now: () => Date.now(), elapsed: () => performance.now() };

/** Locks all keyrings of the session, as a desktop does when its user leaves. */
function lockKeyrings() {
  const [service, path] = ['org.freedesktop.secrets', '/org/freedesktop/secrets'];
  const keyrings = `array:objpath:${path}/collection/login`;
  execFileSync('dbus-send', ['--session', '--print-reply', `--dest=${service}`, path, 'org.freedesktop.Secret.Service.Lock', keyrings]);
  return { ok: true, value: 'locked' };
}

async function answer(store, [step, ...args]) {
  return step === 'lock' ? lockKeyrings() : store[step](...args);
}

const print = (result, start) => console.log(JSON.stringify({ ...result, ms: Math.round(performance.now() - start) }));

let start = performance.now();
const opened = await openSecretStore({ dataDir, clock, keychain: { timeoutMs } });
print(opened.ok ? { ok: true, value: opened.value.kind } : opened, start);
for (const step of opened.ok ? steps : []) {
  start = performance.now();
  print(await answer(opened.value, step), start);
}
process.exit(7);
