import type { z } from 'zod';
import { choiceMenuText } from '../../shared/choice-menu.ts';
import { platformFailure } from '../../shared/errcodes.ts';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { openConnection, type TokenFetch } from './connection.ts';
import { officialAccountMenus } from './menus.ts';
import { getCallbackIps, sendCustomMessage, stableToken, uploadMedia } from './official-account-calls.ts';
import { createPictureSender } from './picture-sender.ts';
import { type PlatformClient, type PlatformClientOptions, type SendOptions, type SentMessage, textBytes } from './platform-client.ts';
import { officialAccountTemplates } from './templates.ts';

const tooLong = 45002;
const openId = /^[\w-]{1,128}$/;

type CustomMessage = z.input<typeof sendCustomMessage.input>;

const noRecipient = (to: string) => err(failure('platform/recipient', { to: to.slice(0, 64) }));

const fetchToken: TokenFetch = async (caller, { receiverId, secret }) => {
  const input = { grant_type: 'client_credential' as const, appid: receiverId, secret };
  const fetched = await caller.call(stableToken, input, { onLimit: 'fail' });
  return fetched.ok ? ok({ text: fetched.value.access_token, expiresInSeconds: fetched.value.expires_in }) : fetched;
};

/** The client of an Official Account. */
export async function openOfficialAccountClient(options: PlatformClientOptions): Promise<Result<PlatformClient>> {
  const opened = await openConnection(options, fetchToken);
  if (!opened.ok) return opened;
  const { call, ...rest } = opened.value;

  async function callbackIps(): Promise<Result<string[]>> {
    const listed = await call(getCallbackIps, {});
    return listed.ok ? ok(listed.value.ip_list) : listed;
  }

  async function send(message: CustomMessage, { onLimit }: SendOptions): Promise<Result<SentMessage>> {
    const sent = await call(sendCustomMessage, message, onLimit);
    if (!sent.ok) return sent;
    const { msgid } = sent.value;
    return ok({ ...(msgid !== undefined && { id: String(msgid) }) });
  }

  const sendPicture = createPictureSender({
    platform: 'official-account',
    timing: options.timing,
    upload: (file, onLimit) => call(uploadMedia, { type: 'image' }, onLimit, file),
    send: (to, mediaId, how) => send({ touser: to, msgtype: 'image', image: { media_id: mediaId } }, how),
  });

  const templates = officialAccountTemplates(call);

  return ok({
    ...rest,
    swallowsRepeatsMs: 0,
    async sendText(to, text, how) {
      if (!openId.test(to)) return noRecipient(to);
      if (Buffer.byteLength(text) > textBytes) return err(platformFailure('official-account', tooLong, ''));
      return send({ touser: to, msgtype: 'text', text: { content: text } }, how);
    },
    sendPicture: async (to, picture, how) => (openId.test(to) ? sendPicture(to, picture, how) : noRecipient(to)),
    async sendMenu(to, menu, how) {
      if (!openId.test(to)) return noRecipient(to);
      if (Buffer.byteLength(choiceMenuText(menu)) > textBytes) return err(platformFailure('official-account', tooLong, ''));
      return send({ touser: to, msgtype: 'msgmenu', msgmenu: menu }, how);
    },
    sendCard: async () => err(failure('platform/no-cards')),
    updateCard: async () => err(failure('platform/no-cards')),
    /** An Official Account has no call that describes it: one that harms nothing shows that its credentials work. */
    async checkApp() {
      const listed = await callbackIps();
      return listed.ok ? ok({ disabled: false }) : listed;
    },
    menus: officialAccountMenus(call),
    templates: { ...templates, send: async (to, message, how) => (openId.test(to) ? templates.send(to, message, how) : noRecipient(to)) },
    callbackIps,
  });
}
