import { z } from 'zod';
import { type CheckSpec, headersAtMost, SecretHeaderName } from './check-spec.ts';

/** What HTTP allows in a header's value, but for tabs; people paste more than they mean, so ends are trimmed. */
const SecretValue = z
  .string()
  .trim()
  .min(1)
  .max(4096)
  .regex(/^[\x20-\x7e\u0080-\u00ff]*$/, 'one line without special characters');

/**
 * Values of a monitor's secret headers that were typed, by the header's name; one that is left out stays as it is. They
 * are kept in the secret store as `monitor/<id>/<name>`, the name in small letters.
 */
export const MonitorSecretsDraft = z
  .record(SecretHeaderName, SecretValue)
  .refine((secrets) => Object.keys(secrets).length <= headersAtMost, 'too many headers');
export type MonitorSecretsDraft = z.infer<typeof MonitorSecretsDraft>;

/** The names of the secrets that a check has a use for, in small letters; all others are forgotten when it is saved. */
export const secretsOfCheck = (check: CheckSpec): string[] =>
  check.kind === 'http' ? check.secretHeaders.map((name) => name.toLowerCase()) : [];
