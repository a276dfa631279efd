import { randomInt } from 'node:crypto';

/** A callback as it goes to the door. */
export interface RawRequest {
  path: string;
  query: Record<string, string>;
  body: Buffer;
}

/** Numbers from 0 to below `below`, the same for the same seed (mulberry32). */
export type Dice = (below: number) => number;

export const newSeed = () => Number(process.env.WEIGUAN_SEED ?? randomInt(2 ** 31));

export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Mutation = (request: RawRequest, dice: Dice) => RawRequest;

const withBody = (request: RawRequest, body: Buffer | string): RawRequest => ({ ...request, body: Buffer.from(body) });
const withQuery = (request: RawRequest, change: Record<string, string>): RawRequest => ({
  ...request,
  query: { ...request.query, ...change },
});
const pick = <T>(dice: Dice, choices: readonly [T, ...T[]]): T => choices[dice(choices.length)] ?? choices[0];
const noise = (dice: Dice, length: number) => Buffer.from(Array.from({ length }, () => dice(256)));
const nameOf = (dice: Dice, { query }: RawRequest) => pick(dice, ['nonce', ...Object.keys(query)]);

function spliced(body: Buffer, at: number, removed: number, put: Buffer | string): Buffer {
  return Buffer.concat([body.subarray(0, at), Buffer.from(put), body.subarray(at + removed)]);
}

/** What strangers, broken proxies and fuzzers do to a request. */
export const mutations: readonly [Mutation, ...Mutation[]] = [
  function flipBytes(request, dice) {
    const body = Buffer.from(request.body);
    for (let i = dice(8); i >= 0 && body.length > 0; i--) body[dice(body.length)] = dice(256);
    return withBody(request, body);
  },
  function cut(request, dice) {
    const from = dice(request.body.length + 1);
    return withBody(request, dice(2) === 0 ? request.body.subarray(0, from) : request.body.subarray(from));
  },
  function reorder(request, dice) {
    const [a, b] = [dice(request.body.length + 1), dice(request.body.length + 1)].toSorted((x, y) => x - y);
    return withBody(request, Buffer.concat([request.body.subarray(b), request.body.subarray(a, b), request.body.subarray(0, a)]));
  },
  function insertNoise(request, dice) {
    return withBody(request, spliced(request.body, dice(request.body.length + 1), 0, noise(dice, dice(64))));
  },
  function badUtf8(request, dice) {
    const bytes = pick(dice, ['c0af', 'eda080', 'f8888080', 'ff', 'e4bd', '00', 'efbfbf', 'efbbbf']);
    return withBody(request, spliced(request.body, dice(request.body.length + 1), dice(4), Buffer.from(bytes, 'hex')));
  },
  function markup(request, dice) {
    const put = pick(dice, [
      ...([
        '<!DOCTYPE x [<!ENTITY a "b">]>',
        '<![CDATA[',
        ']]>',
        '<!--',
        '-->',
        '<?php ?>',
        '&amp;',
        '&#x110000;',
        '&a;',
        '</xml>',
        '<xml>',
      ] as const),
      ...['<Encrypt>', '</Encrypt>', '<Encrypt/>', '<__proto__>', '<constructor>', '</', '<', '>', "<a b='", '<a b="<">'],
    ]);
    return withBody(request, spliced(request.body, dice(request.body.length + 1), 0, put));
  },
  function deep(request, dice) {
    const depth = 1 + dice(2_000);
    return withBody(request, `<xml>${'<a>'.repeat(depth)}${dice(2) === 0 ? '</a>'.repeat(depth) : ''}</xml>`);
  },
  function wide(request, dice) {
    return withBody(request, `<xml>${`<a${dice(10)}>x</a${dice(10)}>`.repeat(dice(3_000))}${request.body.toString('latin1')}</xml>`);
  },
  function json(request, dice) {
    const encrypt = /\[CDATA\[([A-Za-z0-9+/=]{60,})\]\]/.exec(request.body.toString('latin1'))?.[1] ?? '';
    const nested = `${'['.repeat(dice(500))}1${']'.repeat(dice(500))}`;
    return withBody(
      request,
      pick(dice, [JSON.stringify({ encrypt, tousername: 1 }), `{"Encrypt":${nested}}`, '{"encrypt":null}', `{"a":1e${dice(999)}`]),
    );
  },
  function proxyPage(request, dice) {
    return withBody(request, pick(dice, ['', ' ', '<html><body>502</body></html>', 'null', '<xml/>', '\u{feff}<xml></xml>', 'echostr']));
  },
  function wrongSignature(request, dice) {
    const name = nameOf(dice, request);
    const text = request.query[name] ?? '';
    const at = dice(text.length + 1);
    return withQuery(request, { [name]: text.slice(0, at) + String.fromCharCode(32 + dice(95)) + text.slice(at + dice(2)) });
  },
  function oddQuery(request, dice) {
    const odd = pick(dice, ['', '0', '-1', '1e308', 'NaN', ' ', '%', '\u{0}', '微', 'a'.repeat(dice(4_000)), '../../etc', '__proto__']);
    return withQuery(request, { [nameOf(dice, request)]: odd });
  },
  function missingQuery(request, dice) {
    const { [nameOf(dice, request)]: _gone, ...query } = request.query;
    return { ...request, query };
  },
  function moreQuery(request, dice) {
    const name = pick(dice, ['encrypt_type', 'echostr', 'openid', '__proto__', 'constructor', 'signature']);
    return withQuery(request, { [name]: pick(dice, ['aes', 'raw', '', 'x']) });
  },
  function otherPath(request, dice) {
    return {
      ...request,
      path: pick(dice, [
        '/callback/',
        '/callback/../corp',
        '/callback/nobody',
        '/',
        '//',
        '/callback/corp/',
        '/callback/%00',
        '/callback/CORP',
      ]),
    };
  },
  function oversized(request, dice) {
    // Rarely, because it is slow to make.
    const size = dice(50) === 0 ? 1_100_000 : 20_000;
    return withBody(request, spliced(request.body, dice(request.body.length + 1), 0, Buffer.alloc(size, 65 + dice(4))));
  },
];

/** One to three mutations, one after the other. */
export function mutate(request: RawRequest, dice: Dice): { request: RawRequest; done: string[] } {
  const chosen = Array.from({ length: 1 + dice(3) }, () => pick(dice, mutations));
  return { request: chosen.reduce((changed, mutation) => mutation(changed, dice), request), done: chosen.map(({ name }) => name) };
}
