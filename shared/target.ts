import { z } from 'zod';
import { hasForm, mistake } from './mistake.ts';

/** A target's id: what chat lines, menu keys and labels name it by, so it needs no quotes. */
export const TargetId = z
  .string()
  .refine(
    hasForm(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/),
    mistake('只能用字母、数字、“.”、“-”和“_”，最多 63 个字符', 'only letters, digits, ".", "-" and "_" are allowed, 63 at most'),
  );
export type TargetId = z.infer<typeof TargetId>;

/** The computer that the gateway runs on is a target of this id, always there. */
export const localTargetId = 'local';

export const TargetSystem = z.enum(['linux', 'macos', 'windows', 'other']);
export type TargetSystem = z.infer<typeof TargetSystem>;

const Host = z
  .string()
  .trim()
  .refine(
    hasForm(/^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252})$|^[0-9A-Fa-f:]{2,39}$/),
    mistake('应为主机名或 IP 地址', 'a host name or an IP address is expected'),
  );
const Port = z.number().int().min(1).max(65_535);
const label = (most: number) => z.string().trim().min(1).max(most);
/** No control characters and nothing that turns the direction of text: such a name could pass for another. */
const PlainText = (most: number) =>
  label(most).refine(
    hasForm(/^[^\p{Cc}\u{200e}\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}]*$/u),
    mistake('不能有控制字符和改变文字方向的字符', 'control characters, and those that turn the direction of text, are not allowed'),
  );

/** How ssh proves who it is. Passwords and passphrases are secrets, kept elsewhere. */
export const SshAuth = z.discriminatedUnion('by', [
  z.object({ by: z.literal('agent') }).strict(),
  z.object({ by: z.literal('key'), file: label(1024) }).strict(),
  z.object({ by: z.literal('password') }).strict(),
]);

export const SshReach = z
  .object({
    host: Host,
    port: Port.default(22),
    user: label(64).refine(
      hasForm(/^[^\s@:]+$/),
      mistake('应为用户名，不含空格、@ 和冒号', 'a user name is expected, without spaces, @ and colons'),
    ),
    auth: SshAuth,
    /** Another target, through whose ssh this one is reached. */
    jump: TargetId.optional(),
  })
  .strict();
export type SshReach = z.infer<typeof SshReach>;

export const WakeReach = z
  .object({
    mac: z
      .string()
      .refine(
        hasForm(/^(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}$/),
        mistake('应为 MAC 地址，例如 00:11:22:33:44:55', 'a MAC address is expected, such as 00:11:22:33:44:55'),
      ),
    /** Where the magic packet goes: the network's directed broadcast, or a host that passes it on. */
    broadcast: Host.default('255.255.255.255'),
    port: Port.default(9),
    /** Another target, which sends it into its own network. */
    relay: TargetId.optional(),
  })
  .strict();
export type WakeReach = z.infer<typeof WakeReach>;

export const IpmiReach = z.object({ host: Host, port: Port.default(623), user: label(64) }).strict();
export type IpmiReach = z.infer<typeof IpmiReach>;

export const VncReach = z.object({ host: Host, port: Port.default(5900) }).strict();
export type VncReach = z.infer<typeof VncReach>;

/** The ways in which a target may be reached. */
export const DriverKind = z.enum(['local', 'ssh', 'wake', 'ipmi', 'vnc']);
export type DriverKind = z.infer<typeof DriverKind>;

/** A server or PC that commands act upon. No secret stands in it. */
export const Target = z
  .object({
    id: TargetId,
    name: PlainText(64),
    /** Other names for it in the chat. */
    aliases: z.array(PlainText(32)).max(8).default([]),
    system: TargetSystem.default('linux'),
    /** Rights are given by group; one that is left out is in none. */
    group: PlainText(32).optional(),
    tags: z.array(PlainText(32)).max(16).default([]),
    /** What stands on the machine's label. */
    asset: PlainText(64).optional(),
    notes: z.string().max(2000).default(''),
    /** Its last hour is kept, though nobody asks it for anything. */
    watch: z.boolean().default(false),
    ssh: SshReach.optional(),
    wake: WakeReach.optional(),
    ipmi: IpmiReach.optional(),
    vnc: VncReach.optional(),
    /** Services that commands may name; nothing else is started or stopped. */
    services: z
      .array(label(128).refine(hasForm(/^[A-Za-z0-9][A-Za-z0-9@:._ -]*$/), mistake('应为服务名', 'the name of a service is expected')))
      .max(64)
      .default([]),
    /** Files (absolute paths) and units whose last lines may be read. */
    logs: z
      .array(label(512).refine(hasForm(/^[^\p{Cc}]*$/u), mistake('只能是一行', 'a single line is expected')))
      .max(64)
      .default([]),
  })
  .strict();
export type Target = z.infer<typeof Target>;

/** Secrets of a target, kept in the secret store as `target/<id>/<name>`. */
export const TargetSecretName = z.enum(['sshPassword', 'sshPassphrase', 'ipmiPassword', 'vncPassword', 'secureOn']);
export type TargetSecretName = z.infer<typeof TargetSecretName>;

/** New secrets that were typed; one that is left out stays as it is. */
export const TargetSecretsDraft = z.partialRecord(TargetSecretName, z.string().min(1).max(4096));
export type TargetSecretsDraft = z.infer<typeof TargetSecretsDraft>;

/** What can be done to a target, decided by its drivers. */
export const capabilities = ['shell', 'powerOn', 'powerOff', 'powerState', 'screen'] as const;
export type Capability = (typeof capabilities)[number];

/** Whether it answers. `unknown`: it was not asked yet, or nothing could be asked. */
export type Light = { state: 'unknown' | 'up' | 'down'; at?: number; ms?: number };

/** A target as the console shows it. */
export interface TargetView extends Target {
  /** Which drivers reach it; `local` is the computer that the gateway runs on, which can't be edited. */
  drivers: DriverKind[];
  capabilities: Capability[];
  /** Which secrets are set, and since when (Unix time in ms). */
  secrets: Partial<Record<TargetSecretName, number>>;
  light: Light;
  /** It stands in the config file, and only that changes it. */
  isFixed?: true;
}

/** Which secrets a target has a use for, as it is; all others are forgotten when it is saved. */
export function secretsUsedBy({ ssh, wake, ipmi, vnc }: Pick<Target, 'ssh' | 'wake' | 'ipmi' | 'vnc'>): TargetSecretName[] {
  const used: TargetSecretName[] = [];
  if (ssh?.auth.by === 'password') used.push('sshPassword');
  if (ssh?.auth.by === 'key') used.push('sshPassphrase');
  if (ipmi) used.push('ipmiPassword');
  if (vnc) used.push('vncPassword');
  if (wake) used.push('secureOn');
  return used;
}
