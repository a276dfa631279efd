import { defaultApiBase } from '../shared/account.ts';
import type { Configuration, ConfiguredAccount } from './configuration.ts';
import type { SandboxAccount } from './simulator/platform.ts';

/** Adds the sandbox's accounts to those of the configuration: to the gateway they are accounts like any other. */
export function withSandbox(configuration: Configuration): Configuration {
  return { ...configuration, accounts: [...configuration.sandbox.map(asConfigured), ...configuration.accounts] };
}

function asConfigured(sandbox: SandboxAccount): ConfiguredAccount {
  return {
    account: {
      id: sandbox.id,
      platform: sandbox.platform,
      name: sandbox.name,
      receiverId: sandbox.receiverId,
      ...(sandbox.agentId !== undefined && { agentId: sandbox.agentId }),
      mode: sandbox.mode,
      apiBase: defaultApiBase[sandbox.platform],
      sandbox: true,
    },
    secrets: { token: sandbox.token, encodingAesKey: sandbox.encodingAesKey, apiSecret: sandbox.secret },
    operators: [sandbox.person],
  };
}
