import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { hasLogin } from '../../shared/tunnel.ts';

/** Checks a public URL that the admin has typed; gives it back without the slashes at its end. */
export function readPublicUrl(typed: string | undefined): Result<string> {
  const url = typed?.trim() ?? '';
  if (url === '') return err(failure('tunnel/no-public-url'));
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const fits = parsed && /^https?:$/.test(parsed.protocol) && !parsed.search && !parsed.hash && !hasLogin(url);
  return fits ? ok(url.replace(/\/+$/, '')) : err(failure('tunnel/public-url', { url }));
}

/** Host and port that a URL leads to. */
export function serverOf(url: string): { host: string; port: number } {
  const { hostname, port, protocol } = new URL(url);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (protocol === 'https:' ? 443 : 80) };
}
