import { z } from 'zod';
import { ChoiceMenu } from '../../shared/choice-menu.ts';
import { CarriedOut } from './api-answer.ts';
import { apiCall } from './api-call.ts';

/** Fetches an access_token that other systems' `token` calls leave alone (protocol reference, 3.1). */
export const stableToken = apiCall({
  name: 'stable_token',
  method: 'POST',
  input: z.object({ grant_type: z.literal('client_credential'), appid: z.string(), secret: z.string() }),
  answer: z.object({ access_token: z.string().min(1).max(512), expires_in: z.number().positive() }),
  repeating: 'harmless',
  counts: ['token'],
});

/** Uploads a temporary media file, which is kept for three days (protocol reference, 3.8); it is only good for messages. */
export const uploadMedia = apiCall({
  name: 'media/upload',
  method: 'POST',
  input: z.object({ type: z.literal('image') }),
  filePart: 'media',
  answer: z.object({ media_id: z.string().min(1).max(512) }),
  repeating: 'harmless',
  needs: 'active-messages',
  counts: ['api'],
});

/** Sends a text, an uploaded picture, or entries to choose from, as customer service (protocol reference, 3.7). The platform does not tell a repeated one. */
export const sendCustomMessage = apiCall({
  name: 'message/custom/send',
  method: 'POST',
  input: z.object({
    touser: z.string(),
    msgtype: z.enum(['text', 'image', 'msgmenu']),
    text: z.object({ content: z.string() }).optional(),
    image: z.object({ media_id: z.string() }).optional(),
    msgmenu: ChoiceMenu.optional(),
  }),
  answer: CarriedOut.extend({ msgid: z.union([z.string(), z.number()]).optional() }),
  repeating: 'never',
  needs: 'active-messages',
  counts: ['api', 'member', 'messages'],
  to: ({ touser }) => [touser],
});

/** Addresses of WeChat's servers that deliver callbacks (protocol reference, 3.8). */
export const getCallbackIps = apiCall({
  name: 'getcallbackip',
  method: 'GET',
  input: z.object({}),
  answer: z.object({ ip_list: z.array(z.string().max(64)).max(10_000) }),
  repeating: 'harmless',
  counts: ['api'],
});
