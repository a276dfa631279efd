import { randomBytes } from 'node:crypto';
import { type ApiServer, createApiServer } from '../../electron/simulator/api-server.ts';
import { sandboxAccounts } from '../../electron/simulator/sandbox.ts';

/** WeCom's API on loopback, for an account of the console's own. */
export interface PlatformApi extends Pick<ApiServer, 'calls' | 'close'> {
  /** What the account has as its API address. */
  apiBase: string;
  /** The credentials that it takes. */
  receiverId: string;
  agentId: string;
  apiSecret: string;
}

export async function openPlatformApi(): Promise<PlatformApi> {
  const wecom = sandboxAccounts(randomBytes).find(({ platform }) => platform === 'wecom');
  if (!wecom) throw new Error('the sandbox has no WeCom account');
  const onBug = (error: unknown) => {
    throw error;
  };
  const { calls, close, listen } = createApiServer({ accounts: [wecom], clock: Date.now, random: randomBytes, onBug });
  const { url } = await listen({ host: '127.0.0.1', port: 0 });
  return { calls, close, apiBase: url, receiverId: wecom.receiverId, agentId: String(wecom.agentId), apiSecret: wecom.secret };
}
