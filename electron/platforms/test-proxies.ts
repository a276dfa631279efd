import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A proxy on loopback that writes down what it was asked for. */
export interface TestProxy {
  /** `host:port` of the proxy. */
  address: string;
  /** `host:port` of each connection that it was asked for. */
  asked: string[];
  close(): Promise<void>;
}

export interface ProxyRules {
  login?: { username: string; password: string };
  /** Takes connections, and says nothing. */
  silent?: boolean;
}

/** When a broken proxy hangs up, as one does that is restarting, or that a balancer stands in front of. */
export type HangUp = 'at once' | 'when asked' | 'after a yes' | 'after a yes with rubbish';

/** A proxy that always hangs up, and counts how often it was called. */
export async function openBrokenProxy(hangUp: HangUp): Promise<TestProxy & { calls(): number }> {
  let calls = 0;
  const server = createServer((client) => {
    calls += 1;
    if (hangUp === 'at once') return void client.end();
    client.once('data', () => {
      const yes = hangUp === 'when asked' ? '' : 'HTTP/1.1 200 Connection established\r\n\r\n';
      client.end(hangUp === 'after a yes with rubbish' ? `${yes}rubbish\r\n\r\n` : yes);
    });
  });
  return { ...(await listening(server, trackSockets(server), [])), calls: () => calls };
}

/** An HTTP proxy that knows CONNECT (RFC 9110, 9.3.6) and Basic logins. */
export async function openHttpProxy({ login, silent }: ProxyRules = {}): Promise<TestProxy> {
  const asked: string[] = [];
  const wanted = login && `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`;
  const server = createHttpServer((_, response) => void response.writeHead(501).end());
  const sockets = trackSockets(server);
  server.on('connect', (request, client: Socket, head: Buffer) => {
    if (silent) return;
    if (wanted && request.headers['proxy-authorization'] !== wanted)
      return void client.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n');
    asked.push(request.url ?? '');
    const [host = '', port] = (request.url ?? '').split(':');
    join(client, host, Number(port), () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      if (head.length > 0) client.unshift(head);
    });
  });
  return listening(server, sockets, asked);
}

/** A SOCKS5 proxy (RFC 1928) with logins (RFC 1929). Each part of the handshake comes in one piece, as on loopback. */
export async function openSocksProxy({ login }: ProxyRules = {}): Promise<TestProxy> {
  const asked: string[] = [];
  const server = createServer((client) => void greet(client).catch(() => client.destroy()));
  const sockets = trackSockets(server);

  async function greet(client: Socket): Promise<void> {
    await next(client);
    client.write(Buffer.from([5, login ? 2 : 0]));
    if (login && !(await loggedIn(client, login))) return void client.end(Buffer.from([1, 1]));
    if (login) client.write(Buffer.from([1, 0]));
    const { host, port } = readTarget(await next(client));
    asked.push(`${host}:${port}`);
    join(client, host, port, () => client.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0])));
  }
  return listening(server, sockets, asked);
}

async function loggedIn(client: Socket, { username, password }: NonNullable<ProxyRules['login']>): Promise<boolean> {
  const login = await next(client);
  const userEnd = 2 + (login[1] ?? 0);
  return login.subarray(2, userEnd).toString() === username && login.subarray(userEnd + 1).toString() === password;
}

/** The address of a CONNECT request: IPv4, or a name. */
function readTarget(request: Buffer): { host: string; port: number } {
  const isName = request[3] === 3;
  const end = isName ? 5 + (request[4] ?? 0) : 8;
  const host = isName ? request.subarray(5, end).toString() : request.subarray(4, end).join('.');
  return { host, port: request.readUInt16BE(end) };
}

const next = (client: Socket) =>
  new Promise<Buffer>((resolve, reject) => {
    client.once('data', resolve);
    client.once('close', () => reject(new Error('closed')));
  });

function join(client: Socket, host: string, port: number, onOpen: () => void): void {
  const upstream = connect({ host, port }, () => {
    onOpen();
    upstream.pipe(client).pipe(upstream);
  });
  upstream.on('error', () => client.destroy());
  client.on('error', () => upstream.destroy());
  client.on('close', () => upstream.destroy());
}

function trackSockets(server: Server): Set<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  return sockets;
}

async function listening(server: Server, sockets: Set<Socket>, asked: string[]): Promise<TestProxy> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
