import type { ServiceAct, ServiceKeeper } from './service.ts';

/** What launchctl(1) calls it. A job that launchd keeps alive comes back after its process was ended, as its owner means it to. */
const orders: Record<ServiceAct, readonly string[]> = {
  status: ['print'],
  start: ['kickstart'],
  stop: ['kill', 'SIGTERM'],
  restart: ['kickstart', '-k'],
};

/** Services of the whole Mac, by their labels. */
export const launchd: ServiceKeeper = {
  call: (act, service) => ({ program: 'launchctl', args: [...orders[act], `system/${service}`] }),
  parse({ code, stdout }) {
    if (code !== 0) return undefined;
    const words = /^\s*state = (.+)$/m.exec(stdout)?.[1] ?? '';
    const pid = Number(/^\s*pid = (\d+)$/m.exec(stdout)?.[1] ?? 0);
    const exit = Number(/^\s*last exit code = (\d+)/m.exec(stdout)?.[1] ?? 0);
    if (words === 'running') return { state: 'running', words, ...(pid > 0 && { pid }) };
    return exit > 0 ? { state: 'failed', words: `${words}, exit ${exit}` } : { state: 'stopped', words };
  },
};
