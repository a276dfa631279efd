import { fieldsOfTemplate } from '../shared/notice-template.ts';
import type { Configuration, ConfiguredAccount } from './config/configuration.ts';
import type { SandboxAccount } from './simulator/platform.ts';
import { sandboxTemplates } from './simulator/template-endpoints.ts';

/**
 * Adds the sandbox's accounts to those of the configuration: to the gateway they are accounts like any other.
 * @param apiBase where the simulator answers
 */
export function withSandbox(configuration: Configuration, apiBase: string): Configuration {
  const sandbox = configuration.sandbox.map((account) => asConfigured(account, apiBase));
  return { ...configuration, accounts: [...sandbox, ...configuration.accounts] };
}

const [alarm] = sandboxTemplates;
const sandboxNoticeTemplate = { id: alarm.template_id, title: alarm.title, fields: fieldsOfTemplate(alarm.content) };

function asConfigured(sandbox: SandboxAccount, apiBase: string): ConfiguredAccount {
  return {
    account: {
      id: sandbox.id,
      platform: sandbox.platform,
      name: sandbox.name,
      receiverId: sandbox.receiverId,
      ...(sandbox.agentId !== undefined && { agentId: sandbox.agentId }),
      mode: sandbox.mode,
      apiBase,
      ...(sandbox.platform === 'official-account' && { noticeTemplate: sandboxNoticeTemplate }),
      wayOut: { via: 'direct' },
      operators: [sandbox.person],
      enabled: true,
      origin: 'sandbox',
    },
    secrets: { token: sandbox.token, encodingAesKey: sandbox.encodingAesKey, apiSecret: sandbox.secret },
  };
}
