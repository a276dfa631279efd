import { expect, test } from 'vitest';
import { failure, translateFailure } from '../../../shared/failures.ts';
import { err, ok } from '../../../shared/result.ts';
import { Target } from '../../../shared/target.ts';
import type { Driver, Shell } from '../../control/driver.ts';
import { createSlots } from '../../control/slots.ts';
import { simulatedTiming } from '../../simulated-timing.ts';
import { askOnce } from '../ask-once.ts';
import type { Outcome } from '../check.ts';
import { idleTools, monitorOf } from '../test-monitors.ts';
import { makeCheck } from './make-check.ts';

/** A server that takes so many sessions at once, each of which runs as many seconds as its command says. */
function server(sessions: number) {
  const timing = simulatedTiming();
  const slots = createSlots(sessions);
  const shell: Shell = {
    system: async () => ok('linux'),
    async run({ args }, { signal, onWait }) {
      const inFront = slots.inFront();
      const over = inFront > 0 ? onWait?.(inFront) : undefined;
      const leave = await slots.take(signal);
      over?.();
      if (!leave) return err(failure('ssh/not-begun', { server: 'web-01' }));
      const ms = 1000 * Number(args.at(-1));
      await new Promise<void>((resolve) => {
        timing.after(ms, resolve);
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
      leave();
      return signal.aborted
        ? err(failure('shell/aborted', { program: 'sh' }))
        : ok({ code: 0, stdout: Buffer.from(''), stderr: '', cut: false });
    },
  };
  const drivers = async () => ok([{ shell } as Partial<Driver> as Driver]);
  const tools = { ...idleTools(timing), target: () => Target.parse({ id: 'web-01', name: 'web-01' }), drivers };
  function ask(seconds: number, timeoutSeconds = 10): Promise<Outcome> {
    const monitor = monitorOf('one', { target: 'web-01', timeoutSeconds, check: { kind: 'ssh', command: String(seconds) } });
    return askOnce(makeCheck(monitor, tools), {
      ...{ timing, timeoutMs: 1000 * timeoutSeconds, signal: new AbortController().signal },
      onBug: (error) => expect.unreachable(String(error)),
    });
  }
  return { timing, ask };
}

const kinds = async (asked: Promise<Outcome>[]) => (await Promise.all(asked)).map(({ kind }) => kind);

test('Thirty healthy checks of one server that takes eight at a time are all up, and none took longer than it ran', async () => {
  const { timing, ask } = server(8);
  const asked = Array.from({ length: 30 }, () => ask(3));
  await timing.pass(60_000);
  expect(await Promise.all(asked)).toEqual(Array(30).fill({ kind: 'up', ms: 3_000, found: '' }));
});

test('Behind commands that hang a healthy check waits its turn and is up', async () => {
  const { timing, ask } = server(8);
  const hung = Array.from({ length: 8 }, () => ask(1_000));
  const healthy = ask(1);
  await timing.pass(60_000);
  expect(await kinds(hung)).toEqual(Array(8).fill('down'));
  expect(await healthy).toMatchObject({ kind: 'up', ms: 1_000 });
});

test('Of what gets no session in time nobody can tell, because of what runs in front of it', async () => {
  const { timing, ask } = server(1);
  const long = ask(50, 60);
  await timing.pass(0);
  const asked = ask(1);
  await timing.pass(29_000);
  let hasEnded = false;
  void asked.then(() => {
    hasEnded = true;
  });
  await timing.pass(500);
  expect(hasEnded).toBe(false);
  await timing.pass(600);
  const outcome = await asked;
  expect(outcome).toMatchObject({ kind: 'unknown', reason: { code: 'monitor/turn-busy', params: { target: 'web-01', count: '1' } } });
  if (outcome.kind !== 'unknown') return expect.unreachable();
  expect(translateFailure(outcome.reason, 'en').message).toBe('Its turn on web-01 has not come: 1 in front of it');
  await timing.pass(30_000);
  expect(await long).toMatchObject({ kind: 'up' });
  const again = ask(1);
  await timing.pass(2_000);
  expect(await again).toMatchObject({ kind: 'up' });
});

test('What has its session and takes too long is down as ever, however long it waited before', async () => {
  const { timing, ask } = server(1);
  const before = ask(8);
  await timing.pass(0);
  const asked = ask(11);
  await timing.pass(30_000);
  expect(await kinds([before, asked])).toEqual(['up', 'down']);
});
