import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ApiServer, createApiServer } from './api-server.ts';
import type { ActiveMessage } from './message-endpoints.ts';
import { sandboxAccounts } from './sandbox.ts';

const accounts = sandboxAccounts(randomBytes);
const png = Buffer.from('\x89PNG\r\n\x1a\n a picture', 'latin1');

let api: ApiServer;
let url = '';
let now = 0;
let messages: ActiveMessage[] = [];

beforeEach(async () => {
  now = 1_700_000_000_000;
  messages = [];
  const onBug = (error: unknown) => expect.unreachable(String(error));
  api = createApiServer({ accounts, clock: () => now, random: randomBytes, onMessage: (message) => messages.push(message), onBug });
  ({ url } = await api.listen({ host: '127.0.0.1', port: 0 }));
});
afterEach(() => api.close());

type Answer = Record<string, unknown>;
const post = async (path: string, body: string | FormData | Buffer): Promise<Answer> =>
  (await (await fetch(`${url}/cgi-bin/${path}`, { method: 'POST', body })).json()) as Answer;

describe.each(accounts)('the media store of $platform', (account) => {
  const isWecom = account.platform === 'wecom';

  async function token(): Promise<string> {
    const credentials = { grant_type: 'client_credential', appid: account.receiverId, secret: account.secret };
    if (!isWecom) return String((await post('stable_token', JSON.stringify(credentials))).access_token);
    const response = await fetch(`${url}/cgi-bin/gettoken?corpid=${account.receiverId}&corpsecret=${account.secret}`);
    return String(((await response.json()) as Answer).access_token);
  }

  function form(bytes: Buffer, part = 'media'): FormData {
    const data = new FormData();
    data.append('note', 'another part');
    data.append(part, new Blob([Uint8Array.from(bytes)]), 'a.png');
    return data;
  }

  const upload = async (body: FormData | string, type = 'image') => post(`media/upload?type=${type}&access_token=${await token()}`, body);
  const show = async (mediaId: unknown) => {
    const message = { touser: account.person, msgtype: 'image', agentid: account.agentId, image: { media_id: mediaId } };
    return post(`message/${isWecom ? '' : 'custom/'}send?access_token=${await token()}`, JSON.stringify(message));
  };

  test('takes a picture, and shows it by its media_id for three days', async () => {
    const uploaded = await upload(form(png));
    expect(uploaded).toEqual({
      ...(isWecom && { errcode: 0, errmsg: 'ok' }),
      ...{ type: 'image', media_id: expect.any(String), created_at: isWecom ? '1700000000' : 1_700_000_000 },
    });
    expect(await show(uploaded.media_id)).toMatchObject({ errcode: 0 });
    expect(messages).toEqual([{ account: account.id, text: '', picture: { type: 'image/png', bytes: png } }]);
    now += 3 * 24 * 3_600_000;
    expect(await show(uploaded.media_id)).toMatchObject({ errcode: 40007 });
  });

  test.each([
    ['a type that it does not know', () => upload(form(png), 'picture'), 40004],
    ['another part than "media"', () => upload(form(png, 'file')), 44001],
    ['a body that is no form', () => upload('{}'), 44001],
    ['a file of five bytes', () => upload(form(png.subarray(0, 5))), 40006],
    ['a file above 10 MB', () => upload(form(Buffer.concat([png, Buffer.alloc(10 * 1024 * 1024)]))), 40006],
    ['what is no picture', () => upload(form(Buffer.from('GIF89a and so on'))), 40005],
    ['no access_token', () => post('media/upload?type=image', form(png)), 41001],
  ])('refuses %s', async (_, call, errcode) => {
    expect(await call()).toMatchObject({ errcode });
  });

  test('does not know what was never uploaded', async () => {
    for (const mediaId of ['unknown', '']) expect(await show(mediaId)).toMatchObject({ errcode: 40007 });
    expect(messages).toEqual([]);
  });

  test('makes room: of many pictures the oldest go', async () => {
    const first = await upload(form(png));
    for (let count = 0; count < 100; count++) await upload(form(png));
    expect(await show(first.media_id)).toMatchObject({ errcode: 40007 });
  });
});

test("nobody shows another account's pictures", async () => {
  const [one, other] = accounts;
  if (!one || !other) throw new Error('two accounts');
  const tokenOf = await fetch(`${url}/cgi-bin/gettoken?corpid=${one.receiverId}&corpsecret=${one.secret}`);
  const { access_token } = (await tokenOf.json()) as { access_token: string };
  const data = new FormData();
  data.append('media', new Blob([Uint8Array.from(png)]), 'a.png');
  const { media_id } = await post(`media/upload?type=image&access_token=${access_token}`, data);
  const secret = { grant_type: 'client_credential', appid: other.receiverId, secret: other.secret };
  const { access_token: otherToken } = await post('stable_token', JSON.stringify(secret));
  const message = JSON.stringify({ touser: other.person, msgtype: 'image', image: { media_id } });
  expect(await post(`message/custom/send?access_token=${otherToken}`, message)).toMatchObject({ errcode: 40007 });
});
