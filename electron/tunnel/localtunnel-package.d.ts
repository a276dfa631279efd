/**
 * The client class of localtunnel 2.0.2 (`lib/Tunnel.js`). The package's front door registers by itself, again and again
 * for ever when the server is away, and offers no way to stop that; so registration is done outside and handed in.
 */
declare module 'localtunnel/lib/Tunnel.js' {
  import type { EventEmitter } from 'node:events';

  interface Pool {
    name: string;
    url: string;
    max_conn: number;
    remote_host: string;
    remote_port: number;
    local_port: number;
  }

  export default class Client extends EventEmitter {
    /** Emits `open` with the socket when a connection is made. There once `open` was called. */
    tunnelCluster: EventEmitter;
    constructor(options: { host: string; port: number });
    /** Registers; the name is the package's. */
    _init(established: (error: null, pool: Pool) => void): void;
    open(opened: () => void): void;
    close(): void;
  }
}
