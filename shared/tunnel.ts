import { z } from 'zod';
import type { Failure } from './result.ts';

const host = z.string().min(1).max(255);
const port = z.number().int().min(1).max(65_535);

/** Whether an address has a user name or password in it, as a URL parser sees it: it passes over blanks, and takes \ for /. */
export function hasLogin(url: string): boolean {
  const [authority = ''] = url
    .replace(/\s/g, '')
    .replaceAll('\\', '/')
    .replace(/^[a-z][a-z0-9+.-]*:/i, '')
    .replace(/^\/+/, '')
    .split(/[/?#]/, 1);
  // A password with a slash in it ends the authority too early, which leaves no port.
  const isHostAndPort = /^(?:\[[^\]]*\]|[^:]*)(?::\d*)?$/.test(authority);
  return authority.includes('@') || (url.includes('@') && !isHostAndPort);
}

/** Whether an argument of a tunnel program is a token, or is followed by one. Every user of the computer sees arguments. */
export const holdsToken = (arg: string): boolean => /^(?:-t|--token|--t(?:=|$)|--?credentials-contents)/.test(arg);

/** Whether a command is that program, wherever it is installed. @param anyCase as on Windows */
export function isProgram(command: string, program: string, anyCase: boolean): boolean {
  const name = command.split(/[/\\]/).at(-1) ?? '';
  const named = anyCase ? name.toLowerCase() : name;
  return named === program || named === `${program}.exe`;
}

/** Shared code also runs in the page, which has no `process`. */
const onWindows = (globalThis as { process?: { platform?: string } }).process?.platform === 'win32';

const address = z
  .string()
  .max(2048)
  .refine((url) => !hasLogin(url), 'an address without user name and password');

/** How the listener gets a public address. Secrets (a key's passphrase, a password) are kept elsewhere. */
export const TunnelConfig = z.discriminatedUnion('provider', [
  /** An own domain with a reverse proxy, or nothing yet. */
  z.object({ provider: z.literal('none'), publicUrl: address.optional() }),
  z.object({
    provider: z.literal('localtunnel'),
    /** The server; the hosted one unless an own one is named. */
    server: address.default('https://localtunnel.me'),
    subdomain: z
      .string()
      .regex(/^[a-z0-9](?:[a-z0-9-]{2,61}[a-z0-9])?$/)
      .optional(),
  }),
  z.object({
    provider: z.literal('ssh'),
    host,
    port: port.default(22),
    user: z.string().min(1).max(64),
    /** A key file's path, the agent, or a password that is kept as a secret. */
    auth: z.discriminatedUnion('by', [
      z.object({ by: z.literal('key'), file: z.string().min(1).max(1024) }),
      z.object({ by: z.literal('agent') }),
      z.object({ by: z.literal('password') }),
    ]),
    /** Where the server listens; 127.0.0.1 where a web server stands before it. */
    remoteHost: host.default('127.0.0.1'),
    remotePort: z.number().int().min(0).max(65_535),
    /** How WeChat reaches that. */
    publicUrl: address,
  }),
  z
    .object({
      provider: z.literal('program'),
      /** Which program: their output is read differently. */
      program: z.enum(['cloudflared', 'frpc']),
      /** Path of the installed program, or its name on the PATH; nothing else is run. */
      command: z.string().min(1).max(1024),
      /** `{listener}` stands for the listener's URL. None for cloudflared: a quick tunnel; for frpc: `-c frpc.toml`. Its file stands in the data folder, unless the path is a whole one. */
      args: z
        .array(
          z
            .string()
            .max(1024)
            .refine((arg) => !holdsToken(arg), 'no token among the arguments: give it as the password, which is kept as a secret'),
        )
        .max(64)
        .default([]),
      /** What the program does not tell by itself. */
      publicUrl: address.optional(),
    })
    .refine(({ program, command }) => isProgram(command, program, onWindows), {
      path: ['command'],
      message: 'the path or name of the program: cloudflared or frpc',
    }),
]);
export type TunnelConfig = z.infer<typeof TunnelConfig>;
export type TunnelProvider = TunnelConfig['provider'];

/** The tunnel as it is now. */
export interface TunnelState {
  provider: TunnelProvider;
  /**
   * `starting` until the first probe or request has come through, which makes it `up`. `retrying` by itself after it broke;
   * `failed` where the admin has to do something (it is tried again at `retryAt`, or not at all without one).
   */
  state: 'off' | 'starting' | 'up' | 'retrying' | 'failed';
  /** Without a slash at its end. */
  publicUrl?: string;
  /** The public URL was another one before: the callback URL in WeChat's console has to be changed. */
  publicUrlBefore?: string;
  /** Unix time in ms. */
  upSince?: number;
  /** When the next attempt starts, Unix time in ms. */
  retryAt?: number;
  /** Requests that came through since the start of the gateway. */
  requests: number;
  /** The last probe that went out to the public URL and had to come back through the tunnel. */
  probe?: { at: number; ms: number; failure?: Failure };
  failure?: Failure;
  /** What is worth knowing and stops nothing: another subdomain than asked for, a page that only browsers get. */
  notes: Failure[];
  /** The last lines that the provider printed, oldest first. */
  output: string[];
}
