import type { OracleKeys } from '../oracle/wxcrypt-oracle.ts';

/** The keys of the sample that the official WXBizMsgCrypt libraries publish (protocol reference, 9.1). */
export const publishedKeys: OracleKeys = {
  token: 'QDG6eK',
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  receiverId: 'wx5823bf96d3bd56c7',
};

export const wecomAccount = {
  id: 'corp',
  platform: 'wecom',
  corpId: publishedKeys.receiverId,
  agentId: 218,
  secret: 'api-secret-of-the-tests',
  token: publishedKeys.token,
  encodingAesKey: publishedKeys.encodingAesKey,
};

export const officialKeys: OracleKeys = {
  token: 'AAAAA',
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  receiverId: 'wx0123456789abcdef',
};

export const officialAccount = (mode: 'plaintext' | 'compatible' | 'safe', id = 'oa') => ({
  id,
  platform: 'official-account',
  appId: officialKeys.receiverId,
  appSecret: 'app-secret-of-the-tests',
  token: officialKeys.token,
  encodingAesKey: officialKeys.encodingAesKey,
  mode,
});
