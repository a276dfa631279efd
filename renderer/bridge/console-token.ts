/**
 * Finds the console token in an address's hash (`#token=…` or `#/messages?token=…`).
 * @returns the token and the hash without it, or undefined where there is none
 */
export function takeConsoleToken(hash: string): { token: string; rest: string } | undefined {
  const found = /(^#|[?&])token=([^&]*)/.exec(hash);
  if (!found?.[2]) return undefined;
  const rest = hash.replace(found[0], found[1] ?? '').replace(/[?&#]+$/, '');
  return { token: decodeURIComponent(found[2]), rest };
}
