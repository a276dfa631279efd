import { z } from 'zod';
import { AccountId, EncryptionMode, OfficialKind, Platform } from '../../shared/account.ts';
import { checkField } from '../../shared/account-fields.ts';
import { limits } from '../../shared/limits.ts';
import { mistake, otherwise } from '../../shared/mistake.ts';
import { NoticeTemplate } from '../../shared/notice-template.ts';
import { Secret } from './config-secret.ts';
import { ConfigTargets } from './config-targets.ts';

/** An IPv6 address may stand in brackets, as in a URL; to listen on it they are taken off. */
const Host = z
  .string()
  .transform((host) => host.replace(/^\[(.*)\]$/, '$1'))
  .pipe(z.string().min(1));

const Address = (port: number) =>
  z.object({ host: Host.default('127.0.0.1'), port: z.number().int().min(0).max(65_535).default(port) }).strict();

/** How an account's calls reach the platform; as in the console. */
const WayOut = z.discriminatedUnion('via', [
  z.object({ via: z.literal('direct') }).strict(),
  z.object({ via: z.literal('ssh') }).strict(),
  z
    .object({
      via: z.literal('proxy'),
      url: z
        .string()
        .max(2048)
        .refine(
          (url) => checkField('proxyUrl', url, 'wecom') === undefined,
          mistake(
            '应为 http://、https:// 或 socks5:// 开头的地址；里面可以有用户名，密码写在 "password" 中',
            'an address that begins with http://, https:// or socks5:// is expected; a user name may stand in it, a password goes under "password"',
          ),
        ),
      password: Secret.optional(),
    })
    .strict(),
]);

const common = {
  id: AccountId,
  name: z.string().min(1).max(64).optional(),
  token: Secret,
  apiBase: z.url({ protocol: /^https?$/ }).optional(),
  wayOut: WayOut.default({ via: 'direct' }),
  operators: z.array(z.string().min(1).max(128)).max(1000).optional(),
};

const WecomAccount = z
  .object({
    ...common,
    platform: z.literal(Platform.enum.wecom),
    corpId: z.string().min(1).max(64),
    agentId: z.number().int().min(0).optional(),
    seats: z.number().int().min(1).max(99_999_999).optional(),
    secret: Secret.optional(),
    encodingAesKey: Secret,
  })
  .strict();

const OfficialAccount = z
  .object({
    ...common,
    platform: z.literal(Platform.enum['official-account']),
    appId: z.string().min(1).max(64),
    appSecret: Secret.optional(),
    encodingAesKey: Secret.optional(),
    mode: EncryptionMode.default('safe'),
    kind: OfficialKind.optional(),
    verified: z.boolean().optional(),
    sandboxAccount: z.boolean().optional(),
    noticeTemplate: NoticeTemplate.optional(),
  })
  .strict()
  .refine(({ kind, verified }) => verified === undefined || kind !== undefined, {
    path: ['verified'],
    ...mistake('只能与 "kind" 一起写', 'can only be set together with "kind"'),
  })
  .refine(({ mode, encodingAesKey }) => mode === 'plaintext' || encodingAesKey !== undefined, {
    path: ['encodingAesKey'],
    ...mistake('"compatible" 和 "safe" 模式需要这一项', 'is needed in the modes "compatible" and "safe"'),
  });

/** What opens the encrypted file of secrets; one of the two. */
const SecretsKey = z.union([
  z.object({ passphrase: Secret }).strict(),
  z.object({ keyFile: z.string().min(1) }).strict(),
  otherwise('"passphrase" 和 "keyFile" 要写其中一个，只写一个', 'either "passphrase" or "keyFile" is expected, not both'),
]);

/** The config file of the headless gateway. The README documents it. */
export const ConfigFile = z
  .object({
    listener: Address(18_080).prefault({}),
    console: Address(18_081).extend({ token: Secret.optional() }).strict().prefault({}),
    dataDir: z.string().min(1).default('./data'),
    secrets: SecretsKey.optional(),
    replayWindowSeconds: z.number().int().min(0).max(86_400).default(limits.replayWindowSeconds),
    accounts: z
      .array(z.discriminatedUnion('platform', [WecomAccount, OfficialAccount]))
      .superRefine((accounts, context) => {
        for (const [index, { id }] of accounts.entries()) {
          const other = accounts.slice(0, index).find((earlier) => earlier.id.toLowerCase() === id.toLowerCase())?.id;
          if (other === undefined) continue;
          const why =
            other === id
              ? mistake('已被另一个账号使用', 'is used by another account already')
              : mistake(`与 "${other}" 只有大小写不同`, `differs from "${other}" only in upper and lower case`);
          context.addIssue({ code: 'custom', path: [index, 'id'], ...why });
        }
      })
      .default([]),
    targets: ConfigTargets,
  })
  .strict();
export type ConfigFile = z.infer<typeof ConfigFile>;
