import { pipeline, Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** A response as far as reading its body depends on it. */
export interface BodyResponse {
  body: AsyncIterable<unknown>;
  headers: Record<string, string | string[] | undefined>;
}

const unpackers: Partial<Record<string, () => Transform>> = {
  ...{ gzip: createGunzip, 'x-gzip': createGunzip },
  ...{ deflate: createInflate, br: createBrotliDecompress },
};

/**
 * All of a body is waited for, up to a bound: a server that stops in the middle is not well. Gives back its text, unpacked
 * and in the encoding that it says it has; '' where nobody wants it. Rejects where what is packed is damaged.
 */
export async function readBody(response: BodyResponse, mostBytes: number, isWanted: boolean): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of isWanted ? unpacked(response) : response.body) {
    if (isWanted) pieces.push(piece as Buffer);
    bytes += (piece as Buffer).length;
    if (bytes >= mostBytes) break;
  }
  const body = Buffer.concat(pieces).subarray(0, mostBytes);
  return decoderFor(said(response, 'content-type'), body).decode(body);
}

/** Some servers pack what nobody asked them to. Nothing at all is not packed, whatever the header says. */
async function* unpacked(response: BodyResponse): AsyncIterable<unknown> {
  const make = unpackers[said(response, 'content-encoding').trim().toLowerCase()];
  if (!make) return yield* response.body;
  const pieces = response.body[Symbol.asyncIterator]();
  const first = await pieces.next();
  if (first.done) return;
  // What goes wrong on the way is thrown at whoever reads.
  yield* pipeline(Readable.from(withFirst(first.value, pieces)), make(), () => undefined);
}

async function* withFirst(first: unknown, others: AsyncIterator<unknown>): AsyncIterable<unknown> {
  try {
    yield first;
    for (let next = await others.next(); !next.done; next = await others.next()) yield next.value;
  } finally {
    // why: nobody may want the rest
    await others.return?.();
  }
}

const said = ({ headers }: BodyResponse, name: string) => [headers[name]].flat()[0] ?? '';

/**
 * As browsers do: by the header, then by what stands at the beginning of a page: JSON and the like may speak of other
 * encodings. A byte order mark is left out.
 */
function decoderFor(contentType: string, body: Buffer): InstanceType<typeof TextDecoder> {
  const pattern = /charset\s*=\s*["']?([\w:.-]+)/i;
  const isPage = contentType.trim() === '' || /html|xml/i.test(contentType);
  const label = pattern.exec(contentType)?.[1] ?? (isPage ? pattern.exec(body.toString('latin1', 0, 1024))?.[1] : undefined);
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder();
  }
}
