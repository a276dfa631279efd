import { STATUS_CODES } from 'node:http';
import { refusalAnswer } from '../../callback/refusals.ts';
import type { RequestRecord } from '../../store/records.ts';
import type { ExportRow } from './export-row.ts';
import type { RowWriter, WriterContext } from './writer.ts';

/**
 * HTTP Archive 1.2 (http://www.softwareishard.com/blog/har-12-spec/): each request that came in with the response that
 * it got. What went out by the platform's API has no place in it: its requests carry the access token and aren't kept.
 * Neither has what the admin sent through the pipeline once more: no request brought it.
 */
export function har({ listenerUrl, version }: WriterContext): RowWriter {
  let isFirst = true;
  return {
    head: `{"log":{"version":"1.2","creator":${JSON.stringify({ name: 'Weiguan', version })},"entries":[`,
    tail: '\n]}}\n',
    row(row) {
      const { direction, request } = row;
      if (direction === 'out' || !request?.method) return undefined;
      const separator = isFirst ? '\n' : ',\n';
      isFirst = false;
      return separator + JSON.stringify(entryOf(row, request, listenerUrl));
    },
  };
}

/** Sizes that aren't kept, as the format says it. */
const unknown = -1;

function entryOf(row: ExportRow, request: RequestRecord, listenerUrl: string) {
  const { at, ms = 0, timing } = row;
  return {
    startedDateTime: new Date(at).toISOString(),
    time: ms,
    request: requestOf(row, request, listenerUrl),
    response: responseOf(row),
    cache: {},
    timings: { send: 0, wait: ms, receive: 0 },
    ...(request.remoteAddress && { connection: request.remoteAddress }),
    comment: row.summary,
    _weiguan: {
      ...{ id: row.id, direction: row.direction, account: row.account, person: row.person, type: row.type, state: row.state },
      ...{ event: row.event, command: row.command, xml: row.xml, deliveries: row.deliveries, timing, failure: row.failure },
    },
  };
}

function requestOf({ raw }: ExportRow, { method, path, query, userAgent, headers = {} }: RequestRecord, listenerUrl: string) {
  const search = new URLSearchParams(query).toString();
  return {
    method,
    url: `${listenerUrl}${path}${search && `?${search}`}`,
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: pairsOf({ ...(userAgent && { 'user-agent': userAgent }), ...headers }),
    queryString: pairsOf(query),
    ...(raw !== '' && { postData: { mimeType: headers['content-type'] ?? mediaTypeOf(raw), params: [], text: raw } }),
    headersSize: unknown,
    bodySize: Buffer.byteLength(raw),
  };
}

const pairsOf = (record: Record<string, string>) => Object.entries(record).map(([name, value]) => ({ name, value }));

/** What the caller got; the answer to a refusal follows from its reason. */
function responseOf({ failure, direction, response }: ExportRow) {
  const refused = direction === 'refused' && failure ? refusalAnswer(failure) : undefined;
  const text = refused?.body ?? response?.raw ?? '';
  const status = refused?.status ?? 200;
  return {
    status,
    statusText: STATUS_CODES[status] ?? '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: [],
    content: { size: Buffer.byteLength(text), mimeType: refused || text === '' ? 'text/plain' : mediaTypeOf(text), text },
    redirectURL: '',
    headersSize: unknown,
    bodySize: Buffer.byteLength(text),
    ...(response && { _xml: response.xml }),
  };
}

const mediaTypeOf = (body: string) => (body.trimStart().startsWith('{') ? 'application/json' : 'text/xml');
