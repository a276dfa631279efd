import { monitorOf, openTestRoom, worldOf } from '../../../electron/monitor/test-monitors.ts';
import { simulatedTiming } from '../../../electron/simulated-timing.ts';
import { printTable } from '../load/table.ts';
import { quantiles } from '../store/quantiles.ts';
import { cpuShare, startCpu } from './cpu.ts';

const minutes = 10;

/** 1,000 monitors for 10 simulated minutes: how far each check is from its place, and the CPU that all of it takes. */
export async function printSimulated(count: number): Promise<void> {
  const timing = simulatedTiming();
  const world = worldOf(timing);
  const { room } = await openTestRoom(timing, world);
  await room.addAll(Array.from({ length: count }, (_, index) => monitorOf(`server-${index}`)));
  // The first look, right after they were added, is none of the places.
  await timing.pass(60_000);
  world.asked.clear();
  const cpu = startCpu();
  await timing.pass(minutes * 60_000);
  const used = cpuShare(cpu, minutes * 60_000);
  const errors = [...world.asked.values()].flatMap((times) => times.map((at, index) => Math.abs(at - (times[0] ?? 0) - index * 60_000)));
  const checks = [...world.asked.values()].map(({ length }) => length);
  const [p50 = '', p99 = '', worst = ''] = quantiles(errors, [0.5, 0.99, 1]);
  printTable(
    `${count} monitors at 60 s for ${minutes} simulated minutes`,
    ['checks', 'least a monitor', 'most a monitor', 'error p50 ms', 'error p99 ms', 'error max ms', 'CPU of one core'],
    [[String(errors.length), String(Math.min(...checks)), String(Math.max(...checks)), p50, p99, worst, used]],
  );
  await room.close();
}
