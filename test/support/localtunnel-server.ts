import { Agent, createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket, type Server as TcpServer } from 'node:net';
import type { Duplex } from 'node:stream';

/**
 * A localtunnel server for the tests: `GET /<subdomain>` or `/?new` answers `{ id, port, max_conn_count, url }`, then it
 * takes so many TCP connections on that port and sends plain HTTP requests over them. Each name has a public port of its
 * own, where the real server tells names by their host.
 */
export interface LocaltunnelServer {
  url: string;
  /** The names asked for, `?new` where none was, oldest first. */
  asked: string[];
  /** How many connections of clients are open. */
  connections(): number;
  /** Shows browsers a page in between, as the hosted service does. */
  interpose: boolean;
  /** Names that belong to somebody else. */
  taken: Set<string>;
  /** Requests are taken and thrown away, while the clients' connections stay: up by its looks, and dead. */
  deaf: boolean;
  /** Each connection of a client is closed as soon as it is made. */
  hangsUp: boolean;
  /** How many connections clients have made so far. */
  calls(): number;
  /** Ends it as a power cut would: every connection breaks. */
  kill(): Promise<void>;
  /** Starts it again at the same address, with nobody registered. */
  restart(): Promise<void>;
}

interface Owner {
  id: string;
  gate: TcpServer;
  idle: Socket[];
  waiting: ((error: Error | null, socket: Duplex) => void)[];
  sockets: Set<Socket>;
}

const interstitial =
  '<!DOCTYPE html><html><head><title>Tunnel website ahead!</title></head><body>Friendly reminder: to access the website, enter the tunnel password, or send the bypass-tunnel-reminder header.</body></html>';

/** Hands out connections of the client as if they were made. */
class ClientAgent extends Agent {
  private readonly owner: Owner;
  constructor(owner: Owner) {
    super({ keepAlive: true, maxFreeSockets: 1 });
    this.owner = owner;
  }
  override createConnection(_options: unknown, callback?: (error: Error | null, socket: Duplex) => void): Duplex | undefined {
    const socket = this.owner.idle.shift();
    if (socket) callback?.(null, socket);
    else if (callback) this.owner.waiting.push(callback);
    return undefined;
  }
}

export async function startLocaltunnelServer(maxConnections = 3): Promise<LocaltunnelServer> {
  const owners = new Map<string, Owner>();
  const publicPorts = new Map<string, number>();
  let servers: Server[] = [];
  let port = 0;
  let named = 0;
  let calls = 0;

  const server: LocaltunnelServer = {
    url: '',
    asked: [],
    interpose: false,
    taken: new Set(),
    deaf: false,
    hangsUp: false,
    calls: () => calls,
    connections: () => [...owners.values()].reduce((sum, { sockets }) => sum + sockets.size, 0),
    async kill() {
      for (const { gate, sockets } of owners.values()) {
        gate.close();
        for (const socket of sockets) socket.destroy();
      }
      owners.clear();
      await Promise.all(
        servers.map((each) => {
          const closed = new Promise((resolve) => each.close(resolve));
          each.closeAllConnections();
          return closed;
        }),
      );
      servers = [];
    },
    async restart() {
      const registration = createServer(register);
      servers.push(registration);
      port = await listen(registration, port);
      server.url = `http://127.0.0.1:${port}`;
    },
  };

  async function register(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const wanted = (incoming.url ?? '/').slice(1);
    server.asked.push(wanted);
    named += 1;
    const free = wanted !== '?new' && !owners.has(wanted) && !server.taken.has(wanted);
    const owner = openGate(free ? wanted : `random-${named}`);
    owners.set(owner.id, owner);
    const gatePort = await listen(owner.gate, 0);
    const publicPort = await openPublic(owner);
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ id: owner.id, port: gatePort, max_conn_count: maxConnections, url: `http://127.0.0.1:${publicPort}` }));
  }

  function openGate(id: string): Owner {
    const sockets = new Set<Socket>();
    const idle: Socket[] = [];
    const waiting: Owner['waiting'] = [];
    let grace: NodeJS.Timeout | undefined;
    const gate = createTcpServer((socket) => {
      calls += 1;
      if (server.hangsUp) return void socket.end();
      if (sockets.size >= maxConnections) return socket.destroy();
      clearTimeout(grace);
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => {
        sockets.delete(socket);
        if (idle.includes(socket)) idle.splice(idle.indexOf(socket), 1);
        // as the real one: a second after the last connection the name is free
        if (sockets.size === 0) grace = setTimeout(() => forget(id), 1_000);
      });
      const waiter = waiting.shift();
      if (waiter) waiter(null, socket);
      else idle.push(socket);
      return undefined;
    });
    gate.once('close', () => clearTimeout(grace));
    return { id, gate, idle, waiting, sockets };
  }

  function forget(id: string): void {
    owners.get(id)?.gate.close();
    owners.delete(id);
  }

  async function openPublic(owner: Owner): Promise<number> {
    const known = publicPorts.get(owner.id);
    const isOpen = servers.some((each) => (each.address() as AddressInfo | null)?.port === known);
    if (known !== undefined && isOpen) return known;
    const open = createServer((incoming, response) => serve(owner.id, incoming, response));
    servers.push(open);
    const publicPort = await listen(open, known ?? 0);
    publicPorts.set(owner.id, publicPort);
    return publicPort;
  }

  function serve(id: string, incoming: IncomingMessage, response: ServerResponse): void {
    if (server.deaf) return;
    const isBrowser = /Chrome|Firefox|Safari/.test(incoming.headers['user-agent'] ?? '');
    if (server.interpose && isBrowser && !incoming.headers['bypass-tunnel-reminder']) {
      response.writeHead(511, { 'Content-Type': 'text/html' }).end(interstitial);
      return;
    }
    const owner = owners.get(id);
    if (!owner) {
      response.writeHead(404).end('404');
      return;
    }
    passOn(owner, incoming, response);
  }

  await server.restart();
  return server;
}

const agents = new WeakMap<Owner, Agent>();

function passOn(owner: Owner, incoming: IncomingMessage, response: ServerResponse): void {
  const agent = agents.get(owner) ?? new ClientAgent(owner);
  agents.set(owner, agent);
  const { method, url, headers } = incoming;
  const passed = request({ path: url, method, headers, agent }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  passed.on('error', () => {
    if (!response.headersSent) response.writeHead(502);
    response.end();
  });
  incoming.pipe(passed);
}

async function listen(server: Server | TcpServer, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
  return (server.address() as AddressInfo).port;
}
