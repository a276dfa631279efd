import { execFile } from 'node:child_process';
import { lookup } from 'node:dns';
import { connect, isIP, type LookupFunction } from 'node:net';
import type { Target } from '../../../shared/target.ts';
import { programEnv } from '../../programs/program-env.ts';

/** One question whether a machine answers. */
export type Probe = { by: 'tcp'; host: string; port: number } | { by: 'ping'; host: string };

type Ways = Pick<Target, 'ssh' | 'vnc' | 'ipmi'>;

/**
 * Which server of a target answers only while its system runs. A VNC server may be the board's or the hypervisor's: it
 * counts where there is no ssh server, and not at the board's address.
 */
export function systemDoorOf({ ssh, vnc, ipmi }: Ways): 'ssh' | 'vnc' | undefined {
  if (ssh) return 'ssh';
  return vnc && vnc.host !== ipmi?.host ? 'vnc' : undefined;
}

/**
 * What a target can be asked from here: its ssh server, which behind a jump host can't be asked without logging in there; else
 * a VNC server that is not the board's; where it has neither, its IPMI controller by ping.
 */
export function probeOf({ ssh, vnc, ipmi }: Ways): Probe | undefined {
  const server = ssh && ssh.jump === undefined ? ssh : vnc?.host === ipmi?.host ? undefined : vnc;
  if (server) return { by: 'tcp', host: server.host, port: server.port };
  return ipmi && !ssh ? { by: 'ping', host: ipmi.host } : undefined;
}

/** Asks; true where it answered within `ms`. */
export type Ask = (probe: Probe, ms: number, signal: AbortSignal) => Promise<boolean>;

export const askBy =
  (lookUp: LookupFunction): Ask =>
  async (probe, ms, signal) => {
    if (probe.by === 'ping') return ping(probe.host, ms, signal);
    return (await knockTcp(probe.host, probe.port, ms, signal, lookUp)) === 'open';
  };

/** `closed`: the machine itself said no, so that it is there; `unknown`: its name or our own network failed, or it was called off. */
export type Knocked = 'open' | 'closed' | 'silent' | 'unknown';

/** What says that nobody answers there. */
const silences: readonly (string | undefined)[] = ['ECONNRESET', 'EHOSTUNREACH', 'EHOSTDOWN', 'ETIMEDOUT'];

/**
 * Whether a port is open.
 * @param ms from when its address is known
 */
export function knockTcp(
  host: string,
  port: number,
  ms: number,
  signal: AbortSignal,
  lookUp: LookupFunction = lookup as LookupFunction,
): Promise<Knocked> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve('unknown');
    let timer: NodeJS.Timeout | undefined;
    const startTimer = () => {
      timer = setTimeout(end, ms, 'silent');
    };
    const lookUpFirst: LookupFunction = (name, options, callback) =>
      lookUp(name, options, (...found) => {
        if (!socket.destroyed) startTimer();
        callback(...found);
      });
    const socket = connect({ host, port, lookup: lookUpFirst });
    const end = (answer: Knocked) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      socket.destroy();
      resolve(answer);
    };
    const onAbort = () => end('unknown');
    if (isIP(host)) startTimer();
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once('connect', () => end('open'));
    socket.on('error', ({ code }: NodeJS.ErrnoException) =>
      end(code === 'ECONNREFUSED' ? 'closed' : silences.includes(code) ? 'silent' : 'unknown'),
    );
  });
}

/** Asks through the system's own `ping`: no other program may send ICMP without special rights. */
export function ping(host: string, ms: number, signal: AbortSignal, platform: NodeJS.Platform = process.platform): Promise<boolean> {
  return new Promise((resolve) => {
    const options = { timeout: ms + 1000, signal, env: programEnv(process.env), windowsHide: true, maxBuffer: 64 * 1024 };
    execFile('ping', pingArguments(host, ms, platform), options, (error, stdout) => resolve(!error && isEcho(stdout, host, platform)));
  });
}

/** @param ms the wait for the answer; Linux takes whole seconds */
export function pingArguments(host: string, ms: number, platform: NodeJS.Platform): string[] {
  if (platform === 'win32') return ['-n', '1', '-w', String(ms), host];
  return ['-n', '-c', '1', '-W', String(platform === 'darwin' ? ms : Math.ceil(ms / 1000)), host];
}

/** Windows' ping ends well too where a router says that nobody is there; only an answer over IPv4 has a TTL. */
export const isEcho = (output: string, host: string, platform: NodeJS.Platform): boolean =>
  platform !== 'win32' || host.includes(':') || /\bTTL=\d/i.test(output);
