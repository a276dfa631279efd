import { z } from 'zod';
import { patternProblem } from '../pattern-problem.ts';

/** A host name or an IP address; it reaches programs as an argument, so it begins with no dash. */
const Host = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,252})$|^[0-9A-Fa-f:]{2,39}$/, 'a host name or an IP address');
const Port = z.number().int().min(1).max(65_535);
const text = (most: number) => z.string().min(1).max(most);

/** `200-299`, `301`: which HTTP statuses are meant to come. */
const StatusRange = z.string().regex(/^[1-5]\d\d(?:-[1-5]\d\d)?$/, 'a status such as 200, or a range such as 200-299');

/** These belong to the request itself. */
const ownHeaders = /^(?:host|content-length|transfer-encoding|connection|upgrade|expect|te|keep-alive)$/i;

/** What HTTP allows. As the name of a secret header its value is not in the monitor (see `MonitorSecretsDraft`). */
export const SecretHeaderName = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}$/, 'the name of a header')
  .refine((name) => !ownHeaders.test(name), 'this header cannot be set');

/** Secrets have their own place: a monitor is shown, exported and cloned as it is. */
const HeaderName = SecretHeaderName.refine((name) => !/^(?:authorization|proxy-authorization|cookie)$/i.test(name), 'a secret header');

/** So many headers a request may have of either kind. */
export const headersAtMost = 20;

/** A number compared with a bound: up is what meets it. */
export const Threshold = z.object({ is: z.enum(['below', 'above', 'equal']), value: z.number() }).strict();
export type Threshold = z.infer<typeof Threshold>;

export const PingSpec = z.object({ kind: z.literal('ping'), host: Host }).strict();
export const TcpSpec = z.object({ kind: z.literal('tcp'), host: Host, port: Port }).strict();

const areDistinct = (names: string[]) => new Set(names.map((name) => name.toLowerCase())).size === names.length;

export const HttpSpec = z
  .object({
    kind: z.literal('http'),
    /** Without a name and a password: those belong into the secret header `Authorization`. */
    url: z
      .url({ protocol: /^https?$/ })
      .max(2048)
      .regex(/^(?![^/\\]*[/\\]+[^/\\?#]*@)/, 'an address without a password'),
    method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']).default('GET'),
    headers: z
      .array(
        z
          .object({
            name: HeaderName,
            value: z
              .string()
              .max(2048)
              .regex(/^[\x20-\x7e\u0080-\u00ff]*$/, 'one line of Latin characters'),
          })
          .strict(),
      )
      .max(headersAtMost)
      .default([]),
    /** Headers whose values are secrets. */
    secretHeaders: z.array(SecretHeaderName).max(headersAtMost).default([]),
    body: z.string().max(16_384).optional(),
    statuses: z.array(StatusRange).min(1).max(16).default(['200-299']),
    /** The body has to hold this text, or must not. */
    keyword: z
      .object({ text: text(512), absent: z.boolean().default(false) })
      .strict()
      .optional(),
    /** A place in a JSON body, such as `data.items[0].state`, and what has to stand there; without `equals` that there is anything. */
    json: z
      .object({ path: text(256), equals: z.string().max(512).optional() })
      .strict()
      .optional(),
    redirects: z.enum(['follow', 'refuse']).default('follow'),
    /** Down where the certificate ends in less than so many days; 0 where only an ended one counts. */
    certificateDays: z.number().int().min(0).max(365).default(0),
    /** Takes any certificate: for what has a self-signed one. */
    anyCertificate: z.boolean().default(false),
  })
  .strict()
  .refine(({ headers, secretHeaders }) => areDistinct([...headers.map(({ name }) => name), ...secretHeaders]), {
    path: ['secretHeaders'],
    message: 'each header once',
  });
export type HttpSpec = z.infer<typeof HttpSpec>;

export const SshSpec = z
  .object({
    kind: z.literal('ssh'),
    /** As in the target's shell; on Windows in PowerShell. */
    command: text(4096),
    /** Absent where any will do. */
    exitCode: z.number().int().min(0).max(255).optional(),
    /** A regular expression that the output has to match. */
    pattern: text(512)
      .refine((source) => patternProblem(source) === undefined, 'a regular expression')
      .optional(),
    /** The first number in the output. */
    number: Threshold.optional(),
  })
  .strict();
export type SshSpec = z.infer<typeof SshSpec>;

export const metrics = ['cpu', 'memory', 'disk', 'load', 'temperature'] as const;

export const MetricsSpec = z
  .object({
    kind: z.literal('metrics'),
    metric: z.enum(metrics),
    /** Percent; of `load` the average of a minute for each core; of `temperature` °C. */
    over: z.number().min(0).max(1000),
    /** Which disk; absent where the fullest counts. */
    mount: text(256).optional(),
    /** Down where it has been above for so long. */
    forSeconds: z.number().int().min(0).max(86_400).default(0),
  })
  .strict();
export type MetricsSpec = z.infer<typeof MetricsSpec>;

export const recordTypes = ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'TXT'] as const;

const ipv4 = z.ipv4();
const ipv6 = z.ipv6();

/** Whether it is an IP address, with or without a port: `8.8.8.8`, `8.8.8.8:5353`, `::1`, `[::1]:5353`. */
export function isDnsServer(server: string): boolean {
  const [, bracketed, plain, port] = /^(?:\[([0-9A-Fa-f:.]+)\]|([0-9.]+))(?::(\d{1,5}))?$/.exec(server) ?? [];
  if (port !== undefined && !Port.safeParse(Number(port)).success) return false;
  if (bracketed !== undefined) return port !== undefined && ipv6.safeParse(bracketed).success;
  return ipv4.safeParse(plain).success || ipv6.safeParse(server).success;
}

export const DnsSpec = z
  .object({
    kind: z.literal('dns'),
    name: Host,
    record: z.enum(recordTypes).default('A'),
    /** An address, with a port where it isn't 53; absent: the system's own servers. */
    server: z
      .string()
      .regex(/^(?:\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?|[0-9A-Fa-f:]{2,39}|\[[0-9A-Fa-f:]{2,39}\]:\d{1,5})$/, 'an IP address')
      .optional(),
    /** One of the answers has to be this. */
    expects: text(512).optional(),
  })
  .strict();
export type DnsSpec = z.infer<typeof DnsSpec>;

export const PushSpec = z
  .object({
    kind: z.literal('push'),
    /** The last part of the URL that says "I'm alive": whoever knows it can say so. */
    token: z.string().regex(/^[A-Za-z0-9_-]{22,64}$/, 'letters, digits, "-" and "_", 22 to 64'),
    /** So much later than the interval it may come. */
    graceSeconds: z.number().int().min(0).max(86_400).default(10),
  })
  .strict();
export type PushSpec = z.infer<typeof PushSpec>;

/** What is asked, by kind. */
export const CheckSpec = z.discriminatedUnion('kind', [PingSpec, TcpSpec, HttpSpec, SshSpec, MetricsSpec, DnsSpec, PushSpec]);
export type CheckSpec = z.infer<typeof CheckSpec>;

export type CheckKind = CheckSpec['kind'];
export const checkKinds = ['ping', 'tcp', 'http', 'ssh', 'metrics', 'dns', 'push'] as const satisfies readonly CheckKind[];
/** These ask a target, so they need one. */
export const needsTarget: ReadonlySet<CheckKind> = new Set<CheckKind>(['ssh', 'metrics']);
