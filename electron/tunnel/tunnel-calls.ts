import { ok } from '../../shared/result.ts';
import type { CallsOf } from '../calls/call-table.ts';
import type { Connections } from '../connections.ts';

/** The calls of the contract that are about the tunnel. */
export const tunnelCalls = ({ tunnel, ...connections }: Connections): CallsOf<'tunnel'> => {
  const now = () => ({ config: connections.tunnelConfig(), state: tunnel.state() });
  return {
    'tunnel.get': async () => ok(now()),
    async 'tunnel.set'({ config, password }) {
      const kept = await connections.configureTunnel(config, password);
      return kept.ok ? ok(now()) : kept;
    },
    async 'tunnel.start'() {
      await connections.startTunnel();
      return ok(tunnel.state());
    },
    async 'tunnel.stop'() {
      await connections.stopTunnel();
      return ok(tunnel.state());
    },
    async 'tunnel.forgetHostKey'() {
      await connections.forgetHostKey();
      return ok(tunnel.state());
    },
    async 'tunnel.acknowledge'() {
      await connections.acknowledgeUrl();
      return ok(tunnel.state());
    },
  };
};
