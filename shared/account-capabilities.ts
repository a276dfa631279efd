import type { Account } from './account.ts';

/** What an account may do through the platform's API, besides answering in the callback's response. */
export const capabilities = ['active-messages', 'menu', 'templates', 'contacts'] as const;
export type Capability = (typeof capabilities)[number];

/**
 * What this account may do. A WeCom app may do all but template messages; of an Official Account its kind and whether
 * WeChat has verified it decide: without, calls are refused with 48001 (protocol reference, 3.8, 3.9 and 4.1). Where the
 * kind is not known (an account of the config file) everything is left to the platform, as with a 测试号.
 */
export function capabilitiesOf({
  platform,
  kind,
  verified,
  sandboxAccount,
}: Pick<Account, 'platform' | 'kind' | 'verified' | 'sandboxAccount'>): Capability[] {
  if (platform === 'wecom') return ['active-messages', 'menu', 'contacts'];
  if (kind === undefined || sandboxAccount) return [...capabilities];
  const isService = kind === 'service';
  const may: Record<Capability, boolean> = {
    'active-messages': isService || verified === true,
    menu: isService || verified === true,
    templates: isService && verified === true,
    contacts: isService || verified === true,
  };
  return capabilities.filter((capability) => may[capability]);
}
