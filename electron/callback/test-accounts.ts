import type { CallbackAccount, Candidate } from './accounts.ts';

/** What a test of the pipeline reads messages with: as they come, without encryption. */
export const candidate: Candidate = {
  age: 'present',
  credentials: { platform: 'official-account', mode: 'plaintext', token: 't', receiverId: 'wx1' },
  texts: { token: 't' },
};

const common = { receiverId: 'wx1', apiBase: '', wayOut: { via: 'direct' }, enabled: true, origin: 'config' } as const;

/** An Official Account that anybody may write to. */
export const officialAccount: CallbackAccount = {
  account: { ...common, id: 'oa', platform: 'official-account', name: 'oa', mode: 'plaintext' },
  candidates: [candidate],
  access: {},
};

/** An app of WeCom that everybody in its visible range may write to. */
export const wecomApp: CallbackAccount = {
  account: { ...common, id: 'corp', platform: 'wecom', name: 'corp', mode: 'safe' },
  candidates: [candidate],
  access: {},
};
