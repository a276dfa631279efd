import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { failure } from '../../shared/failures.ts';
import { limits } from '../../shared/limits.ts';
import type { Result } from '../../shared/result.ts';
import { err, ok } from '../../shared/result.ts';
import { takesPlain } from './accounts.ts';
import { BodyBudget } from './body.ts';
import { boundConnections } from './bound-connections.ts';
import { CallbackRequest } from './callback-request.ts';
import { type GuardOptions, openReplayGuard } from './replay-guard.ts';
import { type ServingOptions, serve } from './serving.ts';

export interface ListenerOptions extends Omit<ServingOptions, 'budget' | 'guard' | 'connections'>, Omit<GuardOptions, 'isOpen'> {
  host: string;
  /** 0 takes any free port. */
  port: number;
}

export interface Listener {
  url: string;
  /** Lets nobody new in, answers those who are in, then closes. */
  close(): Promise<void>;
}

/** Opens the HTTP listener that WeChat's callbacks reach. */
export async function openListener(options: ListenerOptions): Promise<Result<Listener>> {
  const budget = new BodyBudget(limits.callbackBytesInHand, limits.connections);
  const guard = await openReplayGuard({ ...options, isOpen: (id) => mayTakePlain(options, id) });
  const server = createServer({ connectionsCheckingInterval: 1_000, IncomingMessage: CallbackRequest });
  const serving = { ...options, budget, guard, connections: boundConnections(server) };
  server.on('request', (request, response) => serve(serving, request, response));
  const listening = await listen(server, options);
  if (!listening.ok) return listening;
  const { address, family, port } = server.address() as AddressInfo;
  const host = family === 'IPv6' ? `[${address}]` : address;
  return ok({ url: `http://${host}:${port}`, close: () => close(server) });
}

/** Of one whose credentials aren't known yet nobody can say. */
function mayTakePlain({ account, silence }: ListenerOptions, id: string): boolean {
  const known = account(id);
  return known ? takesPlain(known) : silence(id) !== undefined;
}

function listen(server: Server, { host, port, onBug }: ListenerOptions): Promise<Result<null>> {
  const address = `${host}:${port}`;
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException) => {
      resolve(
        err(
          error.code === 'EADDRINUSE'
            ? failure('listener/port-taken', { address })
            : failure('listener/address', { address, reason: error.message }),
        ),
      );
    };
    server.once('error', failed);
    server.listen(port, host, () => {
      server.off('error', failed).on('error', onBug);
      resolve(ok(null));
    });
  });
}

async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const patience = setTimeout(() => server.closeAllConnections(), limits.platformDeadlineMs);
  await closed;
  clearTimeout(patience);
}
