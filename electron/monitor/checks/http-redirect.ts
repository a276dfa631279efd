/** What is asked of one address on the way. */
export interface Hop {
  url: string;
  method: string;
  /** Of the monitor's own headers; nobody but whom they were entered for gets them. */
  headers: Record<string, string>;
  body?: string;
}

/**
 * Where a redirect leads, as RFC 9110, 15.4 has it: 307 and 308 ask the same again, the others ask for a page. Another
 * server gets no headers of the monitor, and no body: undefined where it would need one.
 */
export function redirected({ url, method, headers, body }: Hop, status: number, location: string): Hop | undefined {
  if (!URL.canParse(location, url)) return undefined;
  const next = new URL(location, url);
  if (next.protocol !== 'http:' && next.protocol !== 'https:') return undefined;
  const isSame = isSameServer(new URL(url), next);
  const asksAgain = status === 307 || status === 308;
  if (asksAgain && !isSame && body !== undefined) return undefined;
  return {
    url: next.href,
    method: asksAgain || method === 'HEAD' ? method : 'GET',
    headers: isSame ? headers : {},
    ...(asksAgain && body !== undefined && { body }),
  };
}

/** The same origin, or the same host that wants TLS from now on. */
const isSameServer = (from: URL, to: URL) =>
  from.origin === to.origin ||
  (from.protocol === 'http:' && to.protocol === 'https:' && from.port === '' && to.port === '' && from.hostname === to.hostname);
