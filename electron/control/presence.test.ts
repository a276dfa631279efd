import { createServer, type LookupFunction } from 'node:net';
import { Duplex } from 'node:stream';
import { expect, onTestFinished, test, vi } from 'vitest';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { knock, knockThrough } from './presence.ts';

const never = new AbortController().signal;
const db = { host: '10.0.0.7', port: 22 };
const refused = (reason: string) => err(failure('ssh/dial-refused', { address: '10.0.0.7:22', reason }));

/** A jump host that answers so when it is asked for the target, and so when it is asked for itself; not at all where nothing is given. */
const jump = (far?: Result<Duplex>, itself?: Result<Duplex>) => ({
  system: async () => ok('linux' as const),
  dial: (host: string) => {
    const answer = host === db.host ? far : itself;
    return answer ? Promise.resolve(answer) : new Promise<never>(() => undefined);
  },
});

/** A port of this computer that answers, and a name for it that is known after so many ms. */
async function namedPort(knownAfterMs: number) {
  const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => {
    vi.useRealTimers();
    server.close();
  });
  const lookUp: LookupFunction = (_name, _options, callback) => {
    setTimeout(() => callback(null, [{ address: '127.0.0.1', family: 4 }]), knownAfterMs);
  };
  return { address: { host: 'web-01.test', port: (server.address() as { port: number }).port }, lookUp };
}

test('a name that takes longer than a port may take doesn’t make a machine that runs look off', async () => {
  const { address, lookUp } = await namedPort(5_000);
  const looking = knock(address, never, lookUp);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await looking).toBe('up');
});

test('of a machine whose name isn’t known in time nothing is said', async () => {
  const { address, lookUp } = await namedPort(3_600_000);
  const looking = knock(address, never, lookUp);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await looking).toBe('unknown');
});

test('a name that nobody knows says nothing of the machine; a port that refuses does', async () => {
  const unknown: LookupFunction = (_name, _options, callback) =>
    process.nextTick(callback, Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }), []);
  expect(await knock({ host: 'gone.test', port: 22 }, never, unknown)).toBe('unknown');
  expect(await knock({ host: '127.0.0.1', port: 1 }, never)).toBe('refused');
});

test.each([
  ['Connection refused', 'refused'],
  ['No route to host', 'down'],
  ['Connection timed out', 'down'],
  ['Network is unreachable', 'unknown'],
  ['Name or service not known', 'unknown'],
  ['open failed', 'unknown'],
] as const)('“%s” of a jump host means %s', async (words, presence) => {
  expect(await knockThrough(jump(refused(`(SSH) Channel open failure: ${words}`)), db, never)).toBe(presence);
});

test('a connection to the jump host that breaks says nothing of the target', async () => {
  expect(await knockThrough(jump(refused('ECONNRESET')), db, never)).toBe('unknown');
});

test('silence means that the target is off only where the jump host still answers for itself', async () => {
  vi.useFakeTimers();
  const closed = refused('(SSH) Channel open failure: Connection refused');
  const [alive, hung] = [knockThrough(jump(undefined, closed), db, never), knockThrough(jump(), db, never)];
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await Promise.all([alive, hung])).toEqual(['down', 'unknown']);
  vi.useRealTimers();
});

test('a connection that comes too late is closed, and one that is called off isn’t waited for', async () => {
  const late = new Duplex({ read: () => undefined });
  let arrive: (dialled: Result<Duplex>) => void = () => undefined;
  const control = new AbortController();
  const dialling = new Promise<Result<Duplex>>((resolve) => {
    arrive = resolve;
  });
  const looking = knockThrough({ system: async () => ok('linux'), dial: () => dialling }, db, control.signal);
  setImmediate(() => control.abort());
  expect(await looking).toBe('unknown');
  arrive(ok(late));
  await vi.waitFor(() => expect(late.destroyed).toBe(true));
});
