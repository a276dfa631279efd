import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Which secrets stand in these bytes, in each form that they could leak in; an AES key also as its bytes. */
export type SecretSearch = (bytes: Buffer | string) => string[];

/** @param aesKeys those of the secrets that are EncodingAESKeys, as text */
export function createSecretSearch(secrets: readonly string[], aesKeys: readonly string[]): SecretSearch {
  const forms = [...secrets, ...aesKeys].flatMap((secret) => {
    const bytes = Buffer.from(secret);
    return [secret, bytes.toString('base64').replace(/=+$/, ''), bytes.toString('hex')];
  });
  const keys = aesKeys.map((key) => Buffer.from(`${key}=`, 'base64'));
  return (given) => {
    const bytes = Buffer.from(given);
    const text = bytes.toString('latin1');
    const foundKeys = keys.filter((key) => bytes.includes(key) || text.includes(key.toString('hex')));
    return [...forms.filter((form) => text.includes(form)), ...foundKeys.map(() => 'the bytes of an AES key')];
  };
}

/** What stands in the files of a folder: their names, and which of them hold a secret. */
export function searchFolder(folder: string, search: SecretSearch): { names: string[]; leaks: Record<string, string[]> } {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const found = files.map(({ parentPath, name }) => [name, search(readFileSync(join(parentPath, name)))] as const);
  return { names: files.map(({ name }) => name), leaks: Object.fromEntries(found.filter(([, leaks]) => leaks.length > 0)) };
}
