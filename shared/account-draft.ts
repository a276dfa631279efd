import { z } from 'zod';
import { type Account, AccountId, defaultApiBase, EncryptionMode, OfficialKind, Platform } from './account.ts';
import { type AccountField, checkField } from './account-fields.ts';
import { NoticeTemplate } from './notice-template.ts';
import { WayOut } from './platform.ts';

const text = (most: number) => z.string().max(most);

/** What an admin fills in; the secrets travel beside it, and only inwards. */
export const AccountDraft = z
  .object({
    id: AccountId,
    platform: Platform,
    name: text(64),
    receiverId: text(64),
    agentId: text(10).optional(),
    seats: z.number().optional(),
    mode: EncryptionMode.default('safe'),
    kind: OfficialKind.optional(),
    verified: z.boolean().optional(),
    sandboxAccount: z.boolean().optional(),
    noticeTemplate: NoticeTemplate.optional(),
    apiBase: text(2048).optional(),
    wayOut: WayOut.default({ via: 'direct' }),
    operators: z.array(text(128).min(1)).max(1000).optional(),
  })
  .strict()
  .superRefine((draft, context) => {
    const fields: [AccountField, string | undefined][] = [
      ['name', draft.name],
      ['receiverId', draft.receiverId],
      ['agentId', draft.platform === 'wecom' ? (draft.agentId ?? '') : undefined],
      ['seats', draft.seats?.toString()],
      ['apiBase', draft.apiBase],
      ['proxyUrl', draft.wayOut.via === 'proxy' ? draft.wayOut.url : undefined],
    ];
    for (const [field, typed] of fields) {
      const problem = typed === undefined ? undefined : checkField(field, typed, draft.platform);
      if (problem) context.addIssue({ code: 'custom', path: [field], message: problem });
    }
  });
export type AccountDraft = z.infer<typeof AccountDraft>;

const secret = (field: AccountField) =>
  text(512)
    .refine((typed) => checkField(field, typed, 'wecom') === undefined, field)
    .optional();

/** Secrets as they are typed. What is left out stays as it is. */
export const AccountSecretsDraft = z
  .object({
    apiSecret: secret('apiSecret'),
    token: secret('token'),
    encodingAesKey: secret('encodingAesKey'),
    /** Of the user that the proxy's URL names. */
    proxyPassword: text(512).min(1).optional(),
  })
  .strict();
export type AccountSecretsDraft = z.infer<typeof AccountSecretsDraft>;

/** The draft that describes an account: all that an admin fills in. */
export function draftOf({ enabled: _enabled, origin: _origin, ...draft }: Account): AccountDraft {
  return draft;
}

/** The account that a draft describes. */
export function accountOf(draft: AccountDraft, enabled: boolean): Account {
  const { platform, apiBase, agentId, seats, kind, verified, sandboxAccount, noticeTemplate, operators, ...rest } = draft;
  const isWecom = platform === 'wecom';
  return {
    ...rest,
    platform,
    mode: isWecom ? 'safe' : draft.mode,
    ...(isWecom && agentId !== undefined && { agentId }),
    ...(isWecom && seats !== undefined && { seats }),
    ...(!isWecom && { kind: kind ?? 'service', verified: verified ?? false }),
    ...(!isWecom && sandboxAccount && { sandboxAccount }),
    ...(!isWecom && noticeTemplate && { noticeTemplate }),
    ...(operators && { operators }),
    apiBase: (apiBase ?? defaultApiBase[platform]).replace(/\/+$/, ''),
    enabled,
    origin: 'console',
  };
}
