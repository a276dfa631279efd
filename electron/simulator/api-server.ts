import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { limits } from '../../shared/limits.ts';
import type { RandomBytes } from '../wechat/credentials.ts';
import type { SandboxAccount } from './account.ts';
import { createTokenSeries, type TokenSeries } from './tokens.ts';

/** The simulated platform's API, reached over HTTP as the real one is. */
export interface ApiServer {
  /** Listens, and tells where; port 0 takes any free one. Rejects where the address can't be had. */
  listen(address: { host: string; port: number }): Promise<{ url: string }>;
  close(): Promise<void>;
}

export interface ApiServerOptions {
  accounts: SandboxAccount[];
  clock: () => number;
  random: RandomBytes;
  /** Gets what nobody expected of a call; the caller's connection is closed. */
  onBug: (error: unknown) => void;
}

/** Below this every `PicUrl` of the simulator lies, whatever its media id. */
export const mediaPath = '/media/';

/** What the person's camera always sees: a green square of 8 by 8. */
const samplePicture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR42mNgP5iAFTEMLQkA1CxKAbJVHeMAAAAASUVORK5CYII=',
  'base64',
);

interface ApiRequest {
  query: URLSearchParams;
  body: string;
}

type ApiAnswer = Record<string, unknown>;

interface Endpoint {
  method: 'GET' | 'POST';
  /** Whose error texts it uses. */
  platform: SandboxAccount['platform'];
  answer(request: ApiRequest): ApiAnswer | ApiError;
}

/** An answer that says no. */
interface ApiError {
  errcode: number;
  errmsg: string;
}

/** Texts of the error codes (protocol reference, 6); programs decide by the code alone. */
const errorTexts = {
  40001: 'invalid credential',
  40002: 'invalid grant_type',
  40013: 'invalid corpid or appid',
  40063: 'some parameters are empty or the HTTP method is wrong',
  40125: 'invalid appsecret',
  41002: 'corpid or appid missing',
  43001: 'require GET method',
  43002: 'require POST method',
  47001: 'data format error',
} satisfies Record<number, string>;

const no = (errcode: keyof typeof errorTexts): ApiError => ({ errcode, errmsg: errorTexts[errcode] });

export function createApiServer({ accounts, clock, random, onBug }: ApiServerOptions): ApiServer {
  const endpoints = tokenEndpoints(accounts, clock, random);
  const server = createServer((request, response) => {
    answer(endpoints, request, response, random).catch((error: unknown) => {
      response.destroy();
      onBug(error);
    });
  });

  return {
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

/** The calls that hand out access_tokens (protocol reference, 3.1). */
function tokenEndpoints(accounts: SandboxAccount[], clock: () => number, random: RandomBytes): Record<string, Endpoint> {
  const series = (): TokenSeries => createTokenSeries(clock, random);
  const [wecom, plain, stable] = [series(), series(), series()];
  const secondsLeft = (expiresAt: number) => Math.floor((expiresAt - clock()) / 1000);
  return {
    '/cgi-bin/gettoken': {
      method: 'GET',
      platform: 'wecom',
      answer({ query }) {
        const account = wecomAccount(accounts, query.get('corpid'), query.get('corpsecret'));
        if ('errcode' in account) return account;
        const token = wecom.current(account.id);
        return { errcode: 0, errmsg: 'ok', access_token: token.text, expires_in: secondsLeft(token.expiresAt) };
      },
    },
    '/cgi-bin/token': {
      method: 'GET',
      platform: 'official-account',
      answer({ query }) {
        const account = officialAccount(accounts, query.get('grant_type'), query.get('appid'), query.get('secret'));
        if ('errcode' in account) return account;
        const token = plain.renew(account.id);
        return { access_token: token.text, expires_in: secondsLeft(token.expiresAt) };
      },
    },
    '/cgi-bin/stable_token': {
      method: 'POST',
      platform: 'official-account',
      answer({ body }) {
        const wish = StableTokenWish.safeParse(parseJson(body));
        if (!wish.success) return no(47001);
        const { grant_type, appid, secret, force_refresh } = wish.data;
        const account = officialAccount(accounts, grant_type ?? null, appid ?? null, secret ?? null);
        if ('errcode' in account) return account;
        const token = force_refresh ? stable.renew(account.id) : stable.current(account.id);
        return { access_token: token.text, expires_in: secondsLeft(token.expiresAt) };
      },
    },
  };
}

const StableTokenWish = z.object({
  grant_type: z.string().optional(),
  appid: z.string().optional(),
  secret: z.string().optional(),
  force_refresh: z.boolean().optional(),
});

function wecomAccount(accounts: SandboxAccount[], corpId: string | null, secret: string | null): SandboxAccount | ApiError {
  if (!corpId) return no(41002);
  const corp = accounts.filter(({ platform, receiverId }) => platform === 'wecom' && receiverId === corpId);
  if (corp.length === 0) return no(40013);
  return corp.find((account) => account.secret === secret) ?? no(40001);
}

function officialAccount(
  accounts: SandboxAccount[],
  grantType: string | null,
  appId: string | null,
  secret: string | null,
): SandboxAccount | ApiError {
  if (grantType !== 'client_credential') return no(40002);
  if (!appId) return no(41002);
  const account = accounts.find(({ platform, receiverId }) => platform === 'official-account' && receiverId === appId);
  if (!account) return no(40013);
  return account.secret === secret ? account : no(40125);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function answer(
  endpoints: Record<string, Endpoint>,
  request: IncomingMessage,
  response: ServerResponse,
  random: RandomBytes,
): Promise<void> {
  const base = 'http://platform';
  const url = new URL(URL.canParse(request.url ?? '', base) ? (request.url ?? '') : '/', base);
  const endpoint = Object.hasOwn(endpoints, url.pathname) ? endpoints[url.pathname] : undefined;
  if (request.method === 'GET' && url.pathname.startsWith(mediaPath))
    return void response.writeHead(200, { 'content-type': 'image/png' }).end(samplePicture);
  if (!endpoint) return void response.writeHead(404).end();
  const body = await readText(request);
  if (body === undefined) return void response.writeHead(413, { connection: 'close' }).end();
  const result = request.method === endpoint.method ? endpoint.answer({ query: url.searchParams, body }) : no(wrongMethod(endpoint));
  const told = isError(result) ? asTold(result, endpoint.platform, request, random) : result;
  response.writeHead(200, { 'content-type': 'application/json; charset=UTF-8' }).end(JSON.stringify(told));
}

const wrongMethod = ({ platform, method }: Endpoint) => (platform === 'wecom' ? 40063 : method === 'GET' ? 43001 : 43002);

const isError = (result: ApiAnswer | ApiError): result is ApiError => typeof result.errcode === 'number' && result.errcode !== 0;

/** Both platforms put more into errmsg than the error: WeCom a hint and the caller's address, the other a request id. */
function asTold(
  { errcode, errmsg }: ApiError,
  platform: SandboxAccount['platform'],
  request: IncomingMessage,
  random: RandomBytes,
): ApiError {
  const trace = Buffer.from(random(8)).toString('hex');
  const more =
    platform === 'wecom'
      ? `, hint: [${trace}], from ip: ${request.socket.remoteAddress}, more info at https://open.work.weixin.qq.com/devtool/query?e=${errcode}`
      : ` rid: ${trace}`;
  return { errcode, errmsg: errmsg + more };
}

/** The body as text; undefined where it is larger than any call's, or the caller hung up. */
async function readText(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limits.apiBodyBytes) return undefined;
      chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks).toString('utf8');
}
