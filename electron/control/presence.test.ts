import { Duplex } from 'node:stream';
import { expect, test, vi } from 'vitest';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { knockThrough } from './presence.ts';

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

test.each([
  ['Connection refused', 'down'],
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
