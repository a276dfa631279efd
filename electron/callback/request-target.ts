/** What a request line asks for. */
export interface RequestTarget {
  path: string;
  /** Decoded once; of a name that comes twice the last value. */
  query: Record<string, string>;
}

/** A path that no URL parser would change. */
const plainPath = /^\/[A-Za-z0-9_/-]*$/;

/** What ends a query, and what a URL parser drops or encodes. */
const unusualSign = /[^!-~]|#/;

/** Reads a request's target. One that is no URL is answered like any other wrong path. */
export function readRequestTarget(target: string): RequestTarget {
  const mark = target.indexOf('?');
  const path = mark === -1 ? target : target.slice(0, mark);
  if (!plainPath.test(path) || unusualSign.test(target)) return readUnusual(target);
  return { path, query: mark === -1 ? {} : readQuery(target.slice(mark + 1)) };
}

function readUnusual(target: string): RequestTarget {
  const text = `http://listener${target}`;
  const url = new URL(URL.canParse(text) ? text : 'http://listener/');
  return { path: url.pathname, query: Object.fromEntries(url.searchParams) };
}

/** WeChat's queries are letters and digits, but for `echostr`: these need no decoding. */
function readQuery(search: string): Record<string, string> {
  if (/[^A-Za-z0-9_=&.-]/.test(search)) return Object.fromEntries(new URLSearchParams(`?${search}`));
  const query: Record<string, string> = {};
  let sign = search.indexOf('=');
  for (let at = 0; at < search.length; ) {
    const next = search.indexOf('&', at);
    const end = next === -1 ? search.length : next;
    if (sign !== -1 && sign < at) sign = search.indexOf('=', at);
    const nameEnd = sign === -1 || sign > end ? end : sign;
    const name = nameIn(search, at, nameEnd);
    // why: an object's own `__proto__` can't be made by an assignment
    if (name === '__proto__') return Object.fromEntries(new URLSearchParams(`?${search}`));
    if (end > at) query[name] = search.slice(nameEnd + 1, end);
    at = end + 1;
  }
  return query;
}

function nameIn(search: string, at: number, end: number): string {
  for (const usual of usualNames) if (usual.length === end - at && search.startsWith(usual, at)) return usual;
  return search.slice(at, end);
}

/** What WeChat's queries are made of: the same text each time costs less than one that has to be made known first. */
const usualNames = ['msg_signature', 'timestamp', 'nonce', 'signature', 'encrypt_type', 'openid', 'echostr'];
