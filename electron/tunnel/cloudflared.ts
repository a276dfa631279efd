import type { OutputReader } from './program.ts';

/**
 * Reads what cloudflared prints. A quick tunnel prints its address in a frame (`|  https://a-b.trycloudflare.com  |`), any
 * tunnel `Registered tunnel connection` for each of its connections (`Connection … registered` before 2022).
 * `https://api.trycloudflare.com` is in its errors and is not an address of ours.
 */
export const cloudflared: OutputReader = {
  args: (listenerUrl) => ['tunnel', '--no-autoupdate', '--url', listenerUrl],
  read(line) {
    const publicUrl = /https:\/\/(?!api\.)[a-z0-9-]+\.trycloudflare\.com/.exec(line)?.[0];
    const ready = /Registered tunnel connection|Connection \S+ registered/.test(line);
    return { ...(publicUrl && { publicUrl }), ready };
  },
  namesAreNew: true,
  tokenVariable: 'TUNNEL_TOKEN',
};
