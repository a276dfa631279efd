import type { EncryptionMode, Platform } from '../../shared/account.ts';
import type { PhoneMenuButton } from '../../shared/simulator.ts';

/** An account as the simulated platform keeps it, with the one person who follows it. Made afresh at each start. */
export interface SandboxAccount {
  id: string;
  name: string;
  platform: Platform;
  /** Only an Official Account has a choice; WeCom always encrypts. */
  mode: EncryptionMode;
  /** CorpID or AppID. */
  receiverId: string;
  /** The WeCom app's AgentID. */
  agentId?: string;
  /** The Official Account's own id, `gh_…`: what its messages are addressed to. */
  originalId?: string;
  token: string;
  encodingAesKey: string;
  /** Secret of the WeCom app, AppSecret of the Official Account. */
  secret: string;
  /** UserID or OpenID of the person with the phone. */
  person: string;
  personName: string;
  menu: PhoneMenuButton[];
}

/** What stands in `ToUserName` of a message to the account, and in `FromUserName` of its replies (reference 2.1, 2.8). */
export function addressOf(account: SandboxAccount): string {
  return account.originalId ?? account.receiverId;
}
