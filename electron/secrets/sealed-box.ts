import { createCipheriv, createDecipheriv, createHash, randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';
import { err, ok, type Result } from '../../shared/result.ts';

/** What a box is sealed with: a passphrase that somebody knows, or the bytes of a key file. */
export type BoxSecret = { passphrase: string } | { keyFile: Buffer };

/**
 * Why a box stays shut.
 * `damaged`: not a box, or its bytes were changed. `newer`: made by a later version. `wrong-key`: another passphrase or
 * key file. `other-kind`: a passphrase is needed and a key file was given, or the other way round.
 */
export type BoxFault = 'damaged' | 'newer' | 'wrong-key' | 'other-kind';

/** A derived key with all that is needed to derive it again. Deriving is slow on purpose: keep it, seal often. */
export interface BoxKey {
  kind: Kind;
  kdf: Kdf;
  bytes: Buffer;
}

const format = 'weiguan-sealed';
const version = 1;
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** 128 MiB and about half a second for each guess (OWASP's first choice for scrypt). */
const cost = { N: 2 ** 17, r: 8, p: 1 };

/** A box may come from a stranger: none may ask for more than twice the memory, or the work, of our own. */
const mostWork = 2 * cost.N * cost.r * cost.p;
const longestBox = 16 * 1024 * 1024;

const Bytes = (least: number, most: number) =>
  z
    .base64()
    .max(Math.ceil(most / 3) * 4)
    .refine((text) => Buffer.byteLength(text, 'base64') >= least && Buffer.byteLength(text, 'base64') <= most);

const Kdf = z
  .object({
    name: z.literal('scrypt'),
    N: z
      .number()
      .int()
      .min(2 ** 14)
      .max(2 ** 20)
      .refine((n) => Number.isInteger(Math.log2(n))),
    r: z.number().int().min(8).max(32),
    p: z.number().int().min(1).max(4),
    salt: Bytes(16, 64),
  })
  .strict()
  .refine(({ N, r, p }) => N * r * p <= mostWork);
type Kdf = z.infer<typeof Kdf>;

const Kind = z.enum(['passphrase', 'key-file']);
type Kind = z.infer<typeof Kind>;

const Box = z
  .object({
    format: z.literal(format),
    version: z.literal(version),
    key: Kind,
    kdf: Kdf,
    nonce: Bytes(nonceBytes, nonceBytes),
    data: Bytes(tagBytes, longestBox),
    digest: Bytes(32, 32),
  })
  .strict();
type Box = z.infer<typeof Box>;

const AnyVersion = z.object({ format: z.literal(format), version: z.number().int() });

/** Derives a key of its own (fresh salt) for a new box; off the event loop, in about half a second. */
export async function makeBoxKey(secret: BoxSecret): Promise<BoxKey> {
  return deriveKey(secret, { name: 'scrypt', ...cost, salt: randomBytes(16).toString('base64') });
}

/**
 * Seals a text with AES-256-GCM under a fresh nonce.
 * @returns a JSON document: how to derive the key, the nonce, the ciphertext with its tag, and a digest that tells a
 * damaged box from a wrong passphrase
 */
export function sealBox(text: string, key: BoxKey): string {
  const nonce = randomBytes(nonceBytes);
  const header = { format, version, key: key.kind, kdf: key.kdf } as const;
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce).setAAD(authenticated(header));
  const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
  const box = { ...header, nonce: nonce.toString('base64'), data };
  return `${JSON.stringify({ ...box, digest: digestOf(box) }, null, 2)}\n`;
}

/**
 * Opens what `sealBox` wrote. What the box asks of scrypt is bounded, so a hostile one costs a second or two at most.
 * @returns the text, and the key to seal the next version with
 */
export async function openBox(document: string, secret: BoxSecret): Promise<Result<{ text: string; key: BoxKey }, BoxFault>> {
  const read = readBox(document);
  if (!read.ok) return read;
  const box = read.value;
  if (box.key !== kindOf(secret)) return err('other-kind');
  const key = await deriveKey(secret, box.kdf);
  const text = decrypt(box, key);
  return text === undefined ? err('wrong-key') : ok({ text, key });
}

function readBox(document: string): Result<Box, BoxFault> {
  if (document.length > 2 * longestBox) return err('damaged');
  const content = parseJson(document);
  const known = AnyVersion.safeParse(content);
  if (known.success && known.data.version > version) return err('newer');
  const box = Box.safeParse(content);
  if (!box.success || digestOf(box.data) !== box.data.digest) return err('damaged');
  return ok(box.data);
}

function decrypt(box: Box, key: BoxKey): string | undefined {
  const sealed = Buffer.from(box.data, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, Buffer.from(box.nonce, 'base64'), { authTagLength: tagBytes })
    .setAAD(authenticated(box))
    .setAuthTag(sealed.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

const kindOf = (secret: BoxSecret): Kind => ('passphrase' in secret ? 'passphrase' : 'key-file');

/** A passphrase is brought into one Unicode form first: keyboards disagree about how they write `é` or a wide letter. */
const materialOf = (secret: BoxSecret) => ('passphrase' in secret ? Buffer.from(secret.passphrase.normalize('NFKC')) : secret.keyFile);

function deriveKey(secret: BoxSecret, kdf: Kdf): Promise<BoxKey> {
  const { N, r, p, salt } = kdf;
  const maxmem = 128 * r * (N + p + 2) + 1024 * 1024;
  return new Promise((resolve, reject) => {
    scrypt(materialOf(secret), Buffer.from(salt, 'base64'), keyBytes, { N, r, p, maxmem }, (error, bytes) => {
      if (error) reject(error);
      else resolve({ kind: kindOf(secret), kdf, bytes });
    });
  });
}

type Header = Pick<Box, 'format' | 'version' | 'key' | 'kdf'>;

const headerFields = ({ format, version, key, kdf }: Header) => [format, version, key, kdf.name, kdf.N, kdf.r, kdf.p, kdf.salt];
const authenticated = (header: Header) => Buffer.from(JSON.stringify(headerFields(header)));
const digestOf = (box: Omit<Box, 'digest'>) =>
  createHash('sha256')
    .update(JSON.stringify([...headerFields(box), box.nonce, box.data]))
    .digest('base64');

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
