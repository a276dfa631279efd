import { ok } from '../../shared/result.ts';
import type { CallsOf } from '../calls/call-table.ts';
import type { PlatformClients } from './clients.ts';

/** The calls of the contract that are about the way to the platforms' APIs. */
export const platformCalls = (platforms: PlatformClients): CallsOf<'platforms'> => ({
  'platforms.list': async () => ok(platforms.states()),
  async 'platforms.check'({ id }) {
    const client = await platforms.client(id);
    if (!client.ok) return client;
    const credentials = await client.value.checkCredentials();
    return credentials.ok ? client.value.checkApp() : credentials;
  },
});
