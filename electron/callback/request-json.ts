import type { RequestRecord } from '../store/records.ts';

/**
 * A request as JSON, to the letter as `JSON.stringify` writes it where the length of its body is the last header; for plain
 * texts, which nearly all are, in a fraction of its time.
 */
export function requestJson(request: RequestRecord): string {
  const { method, path, query, headers } = request;
  if (!isSameWay(last.request, request)) last = { request, json: wayJson(request) };
  const end = headers ? `${lengthJson(last.json, headers)}}}` : '}';
  return `{"method":${text(method)},"path":${text(path)},"query":{${pairs(query)}},${last.json}${end}`;
}

/** The one header that differs from one request to the next. */
const bodyLength = 'content-length';

/** Which way a request came. */
type Way = Pick<RequestRecord, 'remoteAddress' | 'userAgent' | 'headers'>;

/** Most requests come by the way of the last one, whose JSON is kept. */
let last: { request: Way; json: string } = { request: { remoteAddress: '', userAgent: '' }, json: '"remoteAddress":"","userAgent":""' };

function isSameWay(one: Way, other: Way): boolean {
  if (one.remoteAddress !== other.remoteAddress || one.userAgent !== other.userAgent) return false;
  if (!one.headers || !other.headers) return one.headers === other.headers;
  return holdsAll(one.headers, other.headers) && holdsAll(other.headers, one.headers);
}

function holdsAll(headers: Record<string, string>, wanted: Record<string, string>): boolean {
  for (const name in wanted) if (name !== bodyLength && headers[name] !== wanted[name]) return false;
  return true;
}

/** Open at its end: the length of the body follows. */
function wayJson({ remoteAddress, userAgent, headers }: Way): string {
  const way = `"remoteAddress":${text(remoteAddress)},"userAgent":${text(userAgent)}`;
  return headers ? `${way},"headers":{${pairs(headers, bodyLength)}` : way;
}

/** The last header, as it follows a way's JSON. */
function lengthJson(way: string, headers: Record<string, string>): string {
  const length = headers[bodyLength];
  if (length === undefined) return '';
  return `${way.endsWith('{') ? '' : ','}"${bodyLength}":${text(length)}`;
}

function pairs(record: Record<string, string>, except?: string): string {
  let json = '';
  for (const name in record) {
    if (name === except) continue;
    const value = record[name] ?? '';
    const pair = isPlain(name) && isPlain(value) ? `"${name}":"${value}"` : `${JSON.stringify(name)}:${JSON.stringify(value)}`;
    json = json === '' ? pair : `${json},${pair}`;
  }
  return json;
}

/** Whether it stands in JSON as it is. */
const isPlain = (value: string) => /^[ !#-[\]-~]*$/.test(value);
const text = (value: string) => (isPlain(value) ? `"${value}"` : JSON.stringify(value));
