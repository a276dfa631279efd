import { decodePart } from '../text/decode.ts';

/**
 * Finds the console token in an address's hash (`#token=…` or `#/messages?token=…`).
 * @returns the token and the hash without it, or undefined where there is none
 */
export function takeConsoleToken(hash: string): { token: string; rest: string } | undefined {
  const found = /(^#|[?&])token=([^&]*)(&?)/.exec(hash);
  if (!found?.[2]) return undefined;
  const [all, before = '', token, after] = found;
  const rest = hash.slice(0, found.index) + (after ? before : '') + hash.slice(found.index + all.length);
  return { token: decodePart(token ?? ''), rest };
}
