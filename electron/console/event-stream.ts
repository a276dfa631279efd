import type { ServerResponse } from 'node:http';
import type { EventHub } from '../events.ts';

/** A comment this often (ms) keeps proxies from closing a quiet stream. */
const heartbeatMs = 20_000;
/** A reader this far behind (bytes) is cut off; it comes back by itself and reads everything anew. */
const slowReaderBytes = 8 * 1024 * 1024;

/** Carries every event to one browser as server-sent events, until it goes away. */
export function openEventStream(response: ServerResponse, events: Pick<EventHub, 'listen'>): void {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  response.write('retry: 1000\n\n');
  const stop = events.listen((name, event) => {
    if (response.writableLength > slowReaderBytes) response.destroy();
    else response.write(`event: ${name}\ndata: ${JSON.stringify(event)}\n\n`);
  });
  const heartbeat = setInterval(() => response.write(':\n\n'), heartbeatMs);
  response.once('close', () => {
    clearInterval(heartbeat);
    stop();
  });
}
