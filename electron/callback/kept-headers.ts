import type { IncomingHttpHeaders } from 'node:http';

/** Headers that tell which way a request came and what it said of its body. None of them can hold a secret. */
const names = ['host', 'content-type', 'via', 'x-forwarded-for', 'x-real-ip', 'content-length'] as const;

/** As much of a header is kept, in characters. */
const mostChars = 256;

/** The headers of a request that are put on record: a few named ones, cut. */
export function keptHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of names) {
    const value = headers[name];
    if (typeof value === 'string') kept[name] = value.length > mostChars ? value.slice(0, mostChars) : value;
  }
  return kept;
}
