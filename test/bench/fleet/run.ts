import { parseArgs } from 'node:util';
import { systemClock } from '../../../electron/clock.ts';
import { fleetOf, openTestDesk } from '../../../electron/commands/test-desk.ts';
import { createSshDrivers } from '../../../electron/control/ssh-driver.ts';
import { createMemoryStore } from '../../../electron/secrets/memory.ts';
import { ok } from '../../../shared/result.ts';
import type { Target } from '../../../shared/target.ts';
import { sshdMissing } from '../../support/sshd.ts';
import { startSlowFleet } from './slow-fleet.ts';

const { values } = parseArgs({ options: { servers: { type: 'string', default: '50' }, slowest: { type: 'string', default: '8' } } });
const count = Number(values.servers);
const slowest = Number(values.slowest);
/** Most answer at once, some are slow, one is the slowest. */
const sleeps = Array.from({ length: count }, (_, index) => (index === count - 1 ? slowest : index % 5 === 4 ? slowest / 3 : 0));

/** Asks for the status of these as the console does; in ms. */
async function ask(all: readonly Target[], line: string): Promise<{ first: number; again: number }> {
  const pins = new Map<string, string>();
  const ssh = createSshDrivers({
    secrets: createMemoryStore(systemClock),
    secretName: (id, name) => `target/${id}/${name}`,
    hostKeys: { of: () => ({ get: async (at) => pins.get(at), set: async (at, key) => void pins.set(at, key) }) },
    target: (id) => all.find((target) => target.id === id),
    // why: all the servers run on this computer as well, and share its cores
    timings: { openMs: 60_000 },
    env: {},
  });
  const drivers = new Map(all.map((target) => [target.id, ssh.driver(target)]));
  const desk = openTestDesk(
    { hostName: 'here', read: () => Promise.reject(new Error('nobody asks this')) },
    {
      fleet: {
        ...fleetOf(all),
        drivers: async ({ id }) => {
          const driver = drivers.get(id);
          return ok(driver ? [driver] : []);
        },
      },
    },
  );
  const asker = { origin: 'console' } as const;
  const once = async () => {
    const planned = desk.plan(line, asker, {}, 'en');
    if (!planned.ok) throw new Error(planned.error.message);
    const start = performance.now();
    const result = await desk.run(planned.value, { asker, rule: {}, signal: new AbortController().signal });
    const ms = performance.now() - start;
    const text = result.ok ? (typeof result.value === 'string' ? result.value : result.value.text) : result.error.message;
    const answered = text.match(/ ● up$/gm)?.length ?? 0;
    if (answered !== planned.value.targets.length) throw new Error(`${answered} of ${planned.value.targets.length} answered:\n${text}`);
    return ms;
  };
  const times = { first: await once(), again: await once() };
  await ssh.close();
  return times;
}

function tell(what: string, alone: number, together: number): void {
  const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
  console.log(
    `${what}  slowest alone ${seconds(alone)}, all ${count} at once ${seconds(together)}: ratio ${(together / alone).toFixed(3)}`,
  );
}

if (sshdMissing) {
  console.log(sshdMissing);
  process.exitCode = 1;
} else {
  const fleet = await startSlowFleet(sleeps);
  try {
    const last = fleet.targets.at(-1)?.id ?? '';
    const alone = await ask(fleet.targets, `status ${last}`);
    const together = await ask(fleet.targets, 'status node-*');
    tell('connecting first:   ', alone.first, together.first);
    tell('already connected:  ', alone.again, together.again);
  } finally {
    await fleet.remove();
  }
}
