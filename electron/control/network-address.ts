import { isIP } from 'node:net';
import { z } from 'zod';

const label = '[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?';
const hostName = new RegExp(`^${label}(?:\\.${label})*\\.?$`);

/** A host name (RFC 1123: no label begins or ends with a dash) or an IP address, so that no program takes it for an option. */
export const NetworkAddress = z
  .string()
  .max(253)
  .refine((word) => isIP(word) !== 0 || hostName.test(word), { error: 'a host name or an IP address' });
