import type { RandomBytes } from '../wechat/credentials.ts';
import type { SandboxAccount } from './account.ts';

export interface ApiRequest {
  query: URLSearchParams;
  /** As text; empty where a file is uploaded. */
  body: string;
  /** As it came, and what it says it is. */
  bytes: Buffer;
  contentType: string;
}

export type ApiAnswer = Record<string, unknown>;

/** An answer that says no. */
export interface ApiError {
  errcode: number;
  errmsg: string;
}

/** A call that the simulated platform answers. */
export interface Endpoint {
  method: 'GET' | 'POST';
  /** Whose error texts it uses. */
  platform: SandboxAccount['platform'];
  /** The largest body that it takes, where that is more than other calls have. */
  bodyBytes?: number;
  answer(request: ApiRequest): ApiAnswer | ApiError;
}

/** Endpoints by their names: the path below `/cgi-bin/`. */
export type Endpoints = Record<string, Endpoint>;

/** Texts of the error codes (protocol reference, 6); programs decide by the code alone. */
const errorTexts: Record<number, string> = {
  '-1': 'system error',
  40001: 'invalid credential',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40004: 'invalid media type',
  40005: 'invalid file type',
  40006: 'invalid media size',
  40007: 'invalid media_id',
  40008: 'invalid message type',
  40013: 'invalid corpid or appid',
  40014: 'invalid access_token',
  40016: 'invalid button size',
  40017: 'invalid button type',
  40018: 'invalid button name size',
  40019: 'invalid button key size',
  40020: 'invalid button url size',
  40022: 'invalid sub button level',
  40023: 'invalid sub button size',
  40024: 'invalid sub button type',
  40025: 'invalid sub button name size',
  40026: 'invalid sub button key size',
  40027: 'invalid sub button url size',
  40037: 'invalid template_id',
  40054: 'invalid sub button url domain',
  40055: 'invalid button url domain',
  40056: 'invalid agentid',
  40063: 'some parameters are empty or the HTTP method is wrong',
  40086: 'invalid weapp appid',
  40125: 'invalid appsecret',
  41001: 'access_token missing',
  41002: 'corpid or appid missing',
  41011: 'agentid missing',
  41102: 'missing button name',
  42001: 'access_token expired',
  42014: 'invalid or repeated task_id',
  42020: 'invalid button key or name',
  43001: 'require GET method',
  43002: 'require POST method',
  44001: 'empty media data',
  44004: 'empty content',
  45002: 'content size out of limit',
  45009: 'reach max api daily quota limit',
  45033: 'api concurrent out of limit',
  45064: 'no permission to use weapp in menu',
  46003: 'menu no exist',
  47001: 'data format error',
  60020: 'not allow to access from your ip',
  60140: 'invalid response_code',
  65301: 'no such conditional menu',
  65302: 'no such user',
  65303: 'there is no selfmenu, please create selfmenu first',
  65304: 'match rule empty',
  81013: 'user & party & tag all invalid',
  82001: 'specify empty user, party and tag',
  301002: 'not allow operate another agent with this accesstoken',
};

export const no = (errcode: number): ApiError => ({ errcode, errmsg: errorTexts[errcode] ?? 'error' });

export const isError = (result: ApiAnswer | ApiError): result is ApiError => typeof result.errcode === 'number' && result.errcode !== 0;

/** The refusal of another HTTP method than the endpoint's. */
export const wrongMethod = ({ platform, method }: Endpoint): ApiError =>
  no(platform === 'wecom' ? 40063 : method === 'GET' ? 43001 : 43002);

/** Both platforms put more into errmsg than the error: WeCom a hint and the caller's address, the other a request id. */
export function asTold(error: ApiError, platform: SandboxAccount['platform'], caller: string, random: RandomBytes): ApiError {
  const { errcode, errmsg } = error;
  const trace = Buffer.from(random(8)).toString('hex');
  if (errcode === 40164) return { errcode, errmsg: `invalid ip ${caller} ipv6 ::ffff:${caller}, not in whitelist rid: ${trace}` };
  const more =
    platform === 'wecom'
      ? `, hint: [${trace}], from ip: ${caller}, more info at https://open.work.weixin.qq.com/devtool/query?e=${errcode}`
      : ` rid: ${trace}`;
  return { errcode, errmsg: errmsg + more };
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
