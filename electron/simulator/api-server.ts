import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { limits } from '../../shared/limits.ts';
import type { Menu } from '../../shared/menu/menu.ts';
import type { RandomBytes } from '../wechat/credentials.ts';
import type { SandboxAccount } from './account.ts';
import { type ApiRequest, asTold, type Endpoint, type Endpoints, isError, no, wrongMethod } from './api-server-answer.ts';
import { createFaultPlan, type Fault } from './api-server-faults.ts';
import { type CardCodes, type CardUpdate, cardEndpoints, createCardCodes } from './card-endpoints.ts';
import { contactEndpoints } from './contact-endpoints.ts';
import { createMediaStore } from './media.ts';
import { mediaEndpoints } from './media-endpoints.ts';
import { type MenuEndpoints, menuEndpoints } from './menu-endpoints.ts';
import { type ActiveMessage, messageEndpoints } from './message-endpoints.ts';
import { platformEndpoints } from './platform-endpoints.ts';
import { type SentTemplate, templateEndpoints } from './template-endpoints.ts';
import { createTokenDesk } from './token-endpoints.ts';

/** What a test may do to the simulated platform's API. Calls are named by their path below `/cgi-bin/`. */
export interface ApiControls {
  /** Lets calls of this name (`*` for all) go wrong, `times` times or until the returned function is called. */
  setFault(name: string, fault: Fault, times?: number): () => void;
  /** Ends the account's access_tokens before their time. */
  endTokens(account: string, how: 'expired' | 'revoked'): void;
  /** How many calls of this name have arrived. */
  calls(name: string): number;
  /** Gives an account a menu, or takes it away, as somebody else may do. */
  putMenu: MenuEndpoints['put'];
}

/** The simulated platform's API, reached over HTTP as the real one is. */
export interface ApiServer extends ApiControls {
  /** The codes by which its cards can be changed. */
  cards: CardCodes;
  /** Listens, and tells where; port 0 takes any free one. Rejects where the address can't be had. */
  listen(address: { host: string; port: number }): Promise<{ url: string }>;
  close(): Promise<void>;
}

export interface ApiServerOptions {
  accounts: SandboxAccount[];
  clock: () => number;
  random: RandomBytes;
  /** Gets the messages that accounts send to their persons. */
  onMessage?: (message: ActiveMessage) => void;
  /** Gets what accounts change on the cards that they sent. */
  onCardUpdate?: (update: CardUpdate) => void;
  /** Gets the template messages that accounts send to their persons. */
  onTemplate?: (sent: SentTemplate) => void;
  /** Gets the menu that an account's person sees from now on. */
  onMenu?: (account: string, menu: Menu) => void;
  /** Gets what nobody expected of a call; the caller's connection is closed. */
  onBug: (error: unknown) => void;
}

/** Below this every `PicUrl` of the simulator lies, whatever its media id. */
export const mediaPath = '/media/';
const apiPath = '/cgi-bin/';

/** What the person's camera always sees: a green square of 8 by 8. */
const samplePicture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR42mNgP5iAFTEMLQkA1CxKAbJVHeMAAAAASUVORK5CYII=',
  'base64',
);

export function createApiServer(options: ApiServerOptions): ApiServer {
  const { accounts, clock, random, onMessage = () => {}, onMenu = () => {}, onCardUpdate: onUpdate = () => {}, onBug } = options;
  const tokens = createTokenDesk(accounts, clock, random);
  const media = createMediaStore(clock, random);
  const cards = createCardCodes(clock, random);
  const menus = menuEndpoints({ accounts, holder: tokens.holder, onMenu });
  const endpoints: Endpoints = {
    ...tokens.endpoints,
    ...menus.endpoints,
    ...messageEndpoints({ holder: tokens.holder, clock, media, cards, onMessage }),
    ...cardEndpoints({ holder: tokens.holder, codes: cards, onUpdate }),
    ...mediaEndpoints({ holder: tokens.holder, clock, media }),
    ...platformEndpoints(tokens.holder),
    ...contactEndpoints(tokens.holder),
    ...templateEndpoints({ holder: tokens.holder, clock, onTemplate: options.onTemplate ?? (() => {}) }),
  };
  const faults = createFaultPlan();
  const counts = new Map<string, number>();

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      response.destroy();
      onBug(error);
    });
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = targetOf(request);
    if (request.method === 'GET' && url.pathname.startsWith(mediaPath))
      return void response.writeHead(200, { 'content-type': 'image/png' }).end(samplePicture);
    const name = url.pathname.startsWith(apiPath) ? url.pathname.slice(apiPath.length) : '';
    const endpoint = Object.hasOwn(endpoints, name) ? endpoints[name] : undefined;
    if (!endpoint) return void response.writeHead(404).end();
    counts.set(name, (counts.get(name) ?? 0) + 1);
    const bytes = await readBody(request, endpoint.bodyBytes ?? limits.apiBodyBytes);
    if (!bytes) return void response.writeHead(413, { connection: 'close' }).end();
    const fault = faults.next(name);
    if (fault?.kind === 'status') return void response.writeHead(fault.status).end('<html>upstream error</html>');
    if (fault?.kind === 'cut' && fault.before === 'work') return void response.destroy();
    const body = endpoint.bodyBytes === undefined ? bytes.toString('utf8') : '';
    const call = { query: url.searchParams, body, bytes, contentType: request.headers['content-type'] ?? '' };
    const answer = JSON.stringify(answerOf(endpoint, request, call, fault));
    await sendAnswer(response, answer, fault);
  }

  function answerOf(endpoint: Endpoint, request: IncomingMessage, call: ApiRequest, fault?: Fault) {
    const caller = (fault?.kind === 'errcode' && fault.ip) || String(request.socket.remoteAddress);
    if (fault?.kind === 'errcode') return asTold(no(fault.errcode), endpoint.platform, caller, random);
    const result = request.method === endpoint.method ? endpoint.answer(call) : wrongMethod(endpoint);
    return isError(result) ? { ...result, ...asTold(result, endpoint.platform, caller, random) } : result;
  }

  return {
    cards,
    setFault: faults.add,
    endTokens: tokens.end,
    putMenu: menus.put,
    calls: (name) => counts.get(name) ?? 0,
    listen: ({ host, port }) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen({ host, port }, () => {
          server.off('error', reject);
          const address = server.address();
          const bound = typeof address === 'object' && address ? address.port : port;
          resolve({ url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}` });
        });
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A target that is no URL is answered like any other wrong path. */
function targetOf(request: IncomingMessage): URL {
  const base = 'http://platform';
  return new URL(URL.canParse(request.url ?? '', base) ? (request.url ?? '') : '/', base);
}

async function sendAnswer(response: ServerResponse, answer: string, fault: Fault | undefined): Promise<void> {
  if (fault?.kind === 'slow') await pause(fault.ms, undefined, { ref: false });
  if (fault?.kind === 'cut') return void response.destroy();
  const text = fault?.kind === 'broken-json' ? answer.slice(0, -1) : answer;
  const padding = fault?.kind === 'endless' ? ' '.repeat(2 * limits.apiBodyBytes) : '';
  response.writeHead(200, { 'content-type': 'application/json; charset=UTF-8' }).end(text + padding);
}

/** Undefined where the body is larger than its call's may be, or the caller hung up. */
async function readBody(request: IncomingMessage, mostBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > mostBytes) return undefined;
      chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks);
}
