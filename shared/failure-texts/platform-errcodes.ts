import type { FailureText } from './failure-text.ts';
import { platformCallFailures } from './platform-calls.ts';
import { platformCredentialFailures } from './platform-credentials.ts';
import { platformMenuFailures } from './platform-menu.ts';
import { platformMessageFailures } from './platform-messages.ts';
import { platformOfficialAccountFailures } from './platform-official-account.ts';
import { platformWecomFailures } from './platform-wecom.ts';

/**
 * What can go wrong between Weiguan and the platforms' APIs. An errcode `n` is `platform/n`; where an Official Account
 * means something else by it than WeCom, its own text is `platform/n-official-account`.
 */
export const platformFailures = {
  ...platformCallFailures,
  ...platformCredentialFailures,
  ...platformMessageFailures,
  ...platformMenuFailures,
  ...platformWecomFailures,
  ...platformOfficialAccountFailures,
} satisfies Record<string, FailureText>;
