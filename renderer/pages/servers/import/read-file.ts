import type { ImportSource } from '../../../../shared/target-import.ts';

/**
 * Whether a text is an ssh configuration, by the first line that says something: a keyword and its value, such as
 * `Host web`. A line of names with separators between them is CSV.
 */
export function isSshConfig(text: string): boolean {
  const first = text.split(/\r?\n/).find((line) => line.trim() !== '' && !line.trim().startsWith('#')) ?? '';
  return /^\s*[A-Za-z]+(\s*=\s*|[ \t]+)\S/.test(first) && !/[,;|]|\t.*\t/.test(first.trim());
}

/** A file as the gateway takes it: its bytes, for only the gateway knows which encodings there are. */
export async function sourceOfFile(file: File): Promise<ImportSource> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const parts: string[] = [];
  for (const byte of bytes) parts.push(String.fromCharCode(byte));
  const text = parts.join('');
  return { kind: isSshConfig(text) ? 'ssh-config' : 'csv', base64: btoa(text) };
}
