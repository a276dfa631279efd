import { failure } from '../../../shared/failures.ts';
import { ping } from '../../control/network-ping.ts';
import { inParallel } from '../../control/targets/in-parallel.ts';
import { type CheckMaker, down, up } from '../check.ts';

/** Each ping is a program of its own, which waits 2 seconds for an answer; so many run at the same time. */
const pingsAtOnce = 64;
const inTurn = inParallel(pingsAtOnce);

/** Pings a host with the system's own program: ICMP takes a right that this program doesn't have. */
export const pingCheck: CheckMaker<'ping'> = ({ host }, _monitor, { shell }) => ({
  inTurn,
  async run(signal) {
    const times = await ping(shell, host, () => undefined, { signal, target: 'local', language: 'zh-CN' }, 1);
    signal.throwIfAborted();
    if (times.ok) return times.value[0] === undefined ? down(failure('monitor/packets-lost')) : up({ ms: times.value[0] });
    if (times.error.code === 'command/unknown-address') return down(failure('monitor/unknown-host', { host }));
    if (times.error.code === 'command/no-program') return { kind: 'unknown', reason: failure('monitor/no-ping') };
    return down(times.error);
  },
});
