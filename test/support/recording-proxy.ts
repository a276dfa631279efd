import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

/** One exchange as it went over the wire. */
export interface Exchanged {
  /** The call: the path below `/cgi-bin/`. */
  name: string;
  sent: string;
  answered: string;
}

/** Stands before the simulated platform's API and writes down, byte for byte, what is sent and answered. */
export interface RecordingProxy {
  url: string;
  exchanges: Exchanged[];
  close(): Promise<void>;
}

/** @param target asked with each request, so that the API may come later than the proxy */
export async function openRecordingProxy(target: () => string): Promise<RecordingProxy> {
  const exchanges: Exchanged[] = [];
  const server = createServer(async (request, response) => {
    const sent = await text(request);
    const url = new URL(request.url ?? '/', target());
    try {
      const { method = 'GET' } = request;
      const answer = await fetch(url, { method, ...(method === 'POST' && { body: sent }) });
      const answered = await answer.text();
      exchanges.push({ name: url.pathname.replace('/cgi-bin/', ''), sent, answered });
      response.writeHead(answer.status, { 'content-type': 'application/json; charset=UTF-8' }).end(answered);
    } catch {
      response.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    exchanges,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
