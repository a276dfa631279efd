import { expect, test } from 'vitest';
import type { OfficialKind } from './account.ts';
import { type Capability, capabilitiesOf } from './account-capabilities.ts';

test('a WeCom app sends, has a menu and reads its contacts', () => {
  expect(capabilitiesOf({ platform: 'wecom' })).toEqual(['active-messages', 'menu', 'contacts']);
});

test('an Official Account of an unknown kind is left to the platform', () => {
  expect(capabilitiesOf({ platform: 'official-account' })).toContain('templates');
});

test.each<[OfficialKind, boolean, Capability[]]>([
  ['subscription', false, []],
  ['subscription', true, ['active-messages', 'menu', 'contacts']],
  ['service', false, ['active-messages', 'menu', 'contacts']],
  ['service', true, ['active-messages', 'menu', 'templates', 'contacts']],
])('of an Official Account (%s, verified: %s) kind and verification decide', (kind, verified, expected) => {
  expect(capabilitiesOf({ platform: 'official-account', kind, verified })).toEqual(expected);
});

test('a test account may do whatever the platform lets it, verified or not', () => {
  const account = { platform: 'official-account', kind: 'subscription', verified: false, sandboxAccount: true } as const;
  expect(capabilitiesOf(account)).toContain('templates');
});
