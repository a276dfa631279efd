import type { OutputReader } from './program.ts';

/**
 * Reads what frpc prints: `[web] start proxy success` for each proxy of its configuration file, or `start error: …`. The
 * address stands in the server's configuration, so the admin has to give it.
 */
export const frpc: OutputReader = {
  args: () => ['-c', 'frpc.toml'],
  read: (line) => ({ ready: /start proxy success/.test(line) }),
  namesAreNew: false,
};
