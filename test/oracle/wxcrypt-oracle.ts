import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

/**
 * WXBizMsgCrypt once more, straight from the protocol reference (1.1, 1.2), for tests to measure the real code against.
 * It shares no line with `electron/`, and is as plain as can be: keep it so.
 */
export interface OracleKeys {
  token: string;
  /** The 43 characters as the console shows them. */
  encodingAesKey: string;
  receiverId: string;
}

/** SHA-1 over the values in byte order, as lower-case hex. */
export function sign(...values: string[]): string {
  const sorted = values.map((value) => Buffer.from(value, 'utf8')).sort(Buffer.compare);
  return createHash('sha1').update(Buffer.concat(sorted)).digest('hex');
}

/** Encrypts a message: the base64 of `<Encrypt>`. */
export function seal(keys: OracleKeys, message: string, prefix = Buffer.from('0123456789abcdef')): string {
  return sealBuffer(keys, Buffer.from(message, 'utf8'), prefix);
}

/** The same for a message that need not be text. */
export function sealBuffer(keys: OracleKeys, message: Buffer, prefix = Buffer.from('0123456789abcdef')): string {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(message.length);
  return sealRaw(keys, Buffer.concat([prefix, length, message, Buffer.from(keys.receiverId, 'utf8')]));
}

/** Pads and encrypts bytes that are taken as they are, so that a test can send a wrong layout. */
export function sealRaw(keys: OracleKeys, layout: Buffer): string {
  const count = 32 - (layout.length % 32);
  return sealPadded(keys, Buffer.concat([layout, Buffer.alloc(count, count)]));
}

/** Encrypts whole blocks without padding them, so that a test can send a wrong padding. */
export function sealPadded(keys: OracleKeys, blocks: Buffer): string {
  const key = Buffer.from(`${keys.encodingAesKey}=`, 'base64');
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(blocks), cipher.final()]).toString('base64');
}

/** Decrypts what `seal` or the platform made; throws where something is wrong. */
export function open(keys: OracleKeys, encrypted: string): string {
  const key = Buffer.from(`${keys.encodingAesKey}=`, 'base64');
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(encrypted, 'base64'), decipher.final()]);
  const layout = padded.subarray(0, padded.length - padded.readUInt8(padded.length - 1));
  const end = 20 + layout.readUInt32BE(16);
  const receiver = layout.subarray(end).toString('utf8');
  if (receiver !== keys.receiverId) throw new Error(`receiver ${receiver}`);
  return layout.subarray(20, end).toString('utf8');
}
