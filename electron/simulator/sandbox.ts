import type { PhoneMenuButton } from '../../shared/simulator.ts';
import { generateEncodingAesKey, generateToken, type RandomBytes } from '../wechat/credentials.ts';
import type { SandboxAccount } from './account.ts';

/** Names within 16 bytes on top and 40 below, keys within 128 (protocol reference, 4.2). */
const menu: PhoneMenuButton[] = [
  { name: '状态', key: 'cmd:status' },
  { name: '更多', children: [{ name: '帮助', key: 'cmd:help' }] },
];

/**
 * The accounts that a new user can play with before there are real ones: a WeCom app and an Official Account. Their
 * ids stay the same from start to start, so that the message log goes on; Token, EncodingAESKey and secret are new each
 * time and never written anywhere.
 */
export function sandboxAccounts(random: RandomBytes): SandboxAccount[] {
  return [
    {
      id: 'sandbox-wecom',
      name: '沙盒企业微信',
      platform: 'wecom',
      mode: 'safe',
      receiverId: 'ww5a0db0c500000001',
      agentId: '1000002',
      ...freshSecrets(random),
      person: 'zhangsan',
      personName: '张三',
      menu,
    },
    {
      id: 'sandbox-oa',
      name: '沙盒公众号',
      platform: 'official-account',
      mode: 'safe',
      receiverId: 'wx5a0db0c500000002',
      originalId: 'gh_5a0db0c50003',
      ...freshSecrets(random),
      person: 'o5a0db0c5-LiSi_0000000000004',
      personName: '李四',
      menu,
    },
  ];
}

function freshSecrets(random: RandomBytes): Pick<SandboxAccount, 'token' | 'encodingAesKey' | 'secret'> {
  return {
    token: generateToken(random),
    encodingAesKey: generateEncodingAesKey(random),
    secret: Buffer.from(random(16)).toString('hex'),
  };
}
