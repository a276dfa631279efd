import type { ServiceKeeper, ServiceState } from './service.ts';

const states: Record<string, ServiceState['state']> = {
  ...{ active: 'running', reloading: 'running', inactive: 'stopped', failed: 'failed' },
  ...{ activating: 'starting', deactivating: 'stopping' },
};

const asked = 'LoadState,ActiveState,SubState,MainPID,ActiveEnterTimestamp,InactiveEnterTimestamp';

/** systemctl(1): `show` prints `Name=value` lines, and tells of a unit that is not there `LoadState=not-found`. */
export const systemd: ServiceKeeper = {
  call: (act, service) =>
    act === 'status'
      ? { program: 'systemctl', args: ['show', `--property=${asked}`, '--', service] }
      : { program: 'systemctl', args: ['--no-ask-password', act, '--', service] },
  parse({ stdout }) {
    const value = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(stdout)?.[1] ?? '';
    const state = states[value('ActiveState')];
    if (!state || value('LoadState') === 'not-found') return undefined;
    const pid = Number(value('MainPID'));
    const since = value(state === 'stopped' || state === 'failed' ? 'InactiveEnterTimestamp' : 'ActiveEnterTimestamp');
    return {
      ...{ state, words: `${value('ActiveState')} (${value('SubState')})` },
      ...(pid > 0 && { pid }),
      ...(since !== '' && { since }),
    };
  },
};
