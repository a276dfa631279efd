import { createHash } from 'node:crypto';
import { platformFailure } from '../../shared/errcodes.ts';
import { failure } from '../../shared/failures.ts';
import { err, type Failure, ok, type Result } from '../../shared/result.ts';
import { fitCard, fitChange, type TemplateCard } from '../../shared/template-card.ts';
import { openConnection, type TokenFetch } from './connection.ts';
import { readContacts } from './contacts.ts';
import { wecomMenus } from './menus.ts';
import { createPictureSender } from './picture-sender.ts';
import { type PlatformClient, type PlatformClientOptions, type SendOptions, type SentMessage, textBytes } from './platform-client.ts';
import { getAgent, getCallbackIps, getToken, type Missed, sendMessage, updateTemplateCard, uploadMedia } from './wecom-calls.ts';

/** Repeats of a message under one key are swallowed for so long, in seconds: as long as the platform allows (3.3). */
const duplicateSeconds = 14_400;
const noSuchRecipient = 81013;
const tooLong = 45002;
/** One UserID: `@all` and lists would reach everybody (protocol reference, 3.3). */
const oneUser = /^(?!@all$)[^|\s]{1,64}$/i;

const fetchToken: TokenFetch = async (caller, { receiverId, secret }) => {
  const fetched = await caller.call(getToken, { corpid: receiverId, corpsecret: secret }, { onLimit: 'fail' });
  return fetched.ok ? ok({ text: fetched.value.access_token, expiresInSeconds: fetched.value.expires_in }) : fetched;
};

/** The client of a WeCom app. */
export async function openWecomClient(options: PlatformClientOptions): Promise<Result<PlatformClient>> {
  const { agentId } = options.account;
  if (agentId === undefined) return err(failure('platform/no-secret', { name: 'AgentID' }));
  const opened = await openConnection(options, fetchToken);
  if (!opened.ok) return opened;
  const { call, ...rest } = opened.value;

  async function send(to: string, content: Content, { onLimit, dedupeKey }: SendOptions): Promise<Result<SentMessage>> {
    const message = { touser: to, agentid: Number(agentId), ...content, ...duplicateCheck(dedupeKey) };
    const sent = await call(sendMessage, message, onLimit);
    if (!sent.ok) return sent;
    const { msgid, response_code: responseCode } = sent.value;
    const missed = missedAll([to], sent.value);
    if (missed) return err(missed);
    return ok({ ...(msgid !== undefined && { id: msgid }), ...(responseCode && { responseCode }) });
  }

  const sendPicture = createPictureSender({
    platform: 'wecom',
    timing: options.timing,
    upload: (file, onLimit) => call(uploadMedia, { type: 'image' }, onLimit, file),
    send: (to, mediaId, how) => send(to, { msgtype: 'image', image: { media_id: mediaId } }, how),
  });

  return ok({
    ...rest,
    swallowsRepeatsMs: duplicateSeconds * 1000,
    async sendText(to, text, how) {
      if (!oneUser.test(to)) return noRecipient(to);
      if (Buffer.byteLength(text) > textBytes) return err(platformFailure('wecom', tooLong, ''));
      return send(to, { msgtype: 'text', text: { content: text } }, how);
    },
    sendPicture: async (to, picture, how) => (oneUser.test(to) ? sendPicture(to, picture, how) : noRecipient(to)),
    async sendCard(to, card, how) {
      if (!oneUser.test(to)) return noRecipient(to);
      return send(to, { msgtype: 'template_card', template_card: fitCard(card) }, how);
    },
    async updateCard(to, responseCode, change, { onLimit }) {
      const stranger = to.find((user) => !oneUser.test(user));
      if (stranger !== undefined) return noRecipient(stranger);
      const update = { userids: [...to], agentid: Number(agentId), response_code: responseCode, ...fitChange(change) };
      const updated = await call(updateTemplateCard, update, onLimit);
      if (!updated.ok) return updated;
      const missed = missedAll(to, updated.value);
      return missed ? err(missed) : ok(null);
    },
    async checkApp() {
      const agent = await call(getAgent, { agentid: agentId });
      if (!agent.ok) return agent;
      const { name, close } = agent.value;
      return ok({ ...(name !== undefined && { name }), disabled: close === 1 });
    },
    contacts: () => readContacts(call, agentId),
    menus: wecomMenus(call, agentId),
    async callbackIps() {
      const listed = await call(getCallbackIps, {});
      return listed.ok ? ok(listed.value.ip_list) : listed;
    },
  });
}

type Content =
  | { msgtype: 'text'; text: { content: string } }
  | { msgtype: 'image'; image: { media_id: string } }
  | { msgtype: 'template_card'; template_card: TemplateCard };

/** A partial failure leaves errcode 0; one that leaves nobody is a whole one. */
function missedAll(to: readonly string[], { invaliduser, unlicenseduser }: Missed): Failure | undefined {
  const unlicensed = namesIn(unlicenseduser);
  if (new Set([...unlicensed, ...namesIn(invaliduser)]).size < to.length) return undefined;
  return unlicensed.length > 0
    ? failure('platform/unlicensed', { to: to.join('|').slice(0, 64) })
    : platformFailure('wecom', noSuchRecipient, '');
}

const namesIn = (list: string | string[] = '') => (typeof list === 'string' ? list.split('|') : list).filter((name) => name !== '');

const noRecipient = (to: string) => err(failure('platform/recipient', { to: to.slice(0, 64) }));

/** Two messages that say the same are no duplicates unless they have the same key. */
function duplicateCheck(key: SendOptions['dedupeKey']) {
  if (key === undefined) return {};
  const print = createHash('sha256').update(key).digest('hex').slice(0, 32);
  return { enable_duplicate_check: 1 as const, duplicate_check_interval: duplicateSeconds, client_key: print };
}
