import { z } from 'zod';
import { TemplateCard } from '../../shared/template-card.ts';
import { CarriedOut } from './api-answer.ts';
import { apiCall } from './api-call.ts';

/** Fetches the access_token of one app's Secret (protocol reference, 3.1). */
export const getToken = apiCall({
  name: 'gettoken',
  method: 'GET',
  input: z.object({ corpid: z.string(), corpsecret: z.string() }),
  answer: z.object({ access_token: z.string().min(1).max(512), expires_in: z.number().positive() }),
  repeating: 'harmless',
  counts: ['token'],
});

/** Uploads a temporary media file, which is kept for three days (protocol reference, 3.5). */
export const uploadMedia = apiCall({
  name: 'media/upload',
  method: 'POST',
  input: z.object({ type: z.literal('image') }),
  filePart: 'media',
  answer: z.object({ media_id: z.string().min(1).max(512) }),
  repeating: 'harmless',
  counts: ['api'],
});

/** Whom a call did not reach although it answers "ok", lower-cased: parted by `|`, or as an array where a card is changed. */
const Missed = CarriedOut.extend({
  invaliduser: z.union([z.string(), z.array(z.string())]).optional(),
  unlicenseduser: z.union([z.string(), z.array(z.string())]).optional(),
});
export type Missed = z.output<typeof Missed>;

/**
 * Sends a text, an uploaded picture or a template card. Lists of persons are parted by `|`, lower-cased in the answer (protocol reference, 3.3). With
 * enable_duplicate_check the platform swallows an identical body within the interval, in seconds, so `client_key` tells
 * two messages apart that say the same; the platform reads nothing into it.
 */
export const sendMessage = apiCall({
  name: 'message/send',
  method: 'POST',
  input: z.object({
    touser: z.string(),
    msgtype: z.enum(['text', 'image', 'template_card']),
    agentid: z.number().int(),
    text: z.object({ content: z.string() }).optional(),
    image: z.object({ media_id: z.string() }).optional(),
    template_card: TemplateCard.optional(),
    enable_duplicate_check: z.literal(1).optional(),
    duplicate_check_interval: z.number().int().max(14_400).optional(),
    client_key: z.string().optional(),
  }),
  answer: Missed.extend({
    msgid: z.string().optional(),
    response_code: z.string().max(512).optional(),
  }),
  repeating: ({ enable_duplicate_check }) => (enable_duplicate_check === 1 ? 'deduplicated' : 'never'),
  counts: ['member', 'messages'],
  to: ({ touser }) => touser.split('|'),
});

/**
 * Changes a template card: its buttons become one grey word, or it becomes another card (protocol reference, 3.4). A
 * second call with the same code changes nothing, and fails with 60140.
 */
export const updateTemplateCard = apiCall({
  name: 'message/update_template_card',
  method: 'POST',
  input: z.object({
    userids: z.array(z.string()).min(1).max(1000),
    agentid: z.number().int(),
    response_code: z.string(),
    button: z.object({ replace_name: z.string() }).optional(),
    template_card: TemplateCard.optional(),
  }),
  answer: Missed,
  repeating: 'harmless',
  counts: ['api'],
});

/** Reads the app: fails with 301002 where the Secret is another app's (protocol reference, 3.6). */
export const getAgent = apiCall({
  name: 'agent/get',
  method: 'GET',
  input: z.object({ agentid: z.string() }),
  answer: z.object({ name: z.string().optional(), close: z.number().optional() }),
  repeating: 'harmless',
  counts: ['api'],
});

/** Addresses of WeCom's servers that deliver callbacks; ranges such as 101.226.103.* occur (protocol reference, 3.6). */
export const getCallbackIps = apiCall({
  name: 'getcallbackip',
  method: 'GET',
  input: z.object({}),
  answer: z.object({ ip_list: z.array(z.string().max(64)).max(10_000) }),
  repeating: 'harmless',
  counts: ['api'],
});
