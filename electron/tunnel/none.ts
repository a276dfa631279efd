import type { Failure } from '../../shared/result.ts';
import { ok } from '../../shared/result.ts';
import type { TunnelConfig } from '../../shared/tunnel.ts';
import type { Provider } from './provider.ts';
import { readPublicUrl } from './public-url.ts';

type NoneConfig = Extract<TunnelConfig, { provider: 'none' }>;

/** An own domain whose web server hands requests on: nothing to open, only to probe. */
export function noneProvider(config: NoneConfig): Provider {
  const publicUrl = readPublicUrl(config.publicUrl);
  return {
    carries: false,
    mayInterpose: false,
    probeOnly: true,
    settleMs: 0,
    async open() {
      if (!publicUrl.ok) return publicUrl;
      const never = new Promise<Failure>(() => undefined);
      return ok({ publicUrl: publicUrl.value, notes: [], closed: never, close: async () => undefined });
    },
  };
}
