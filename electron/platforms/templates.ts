import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { OwnTemplate, TemplateMessage } from '../../shared/notice-template.ts';
import { ok, type Result } from '../../shared/result.ts';
import { CarriedOut } from './api-answer.ts';
import { apiCall } from './api-call.ts';
import type { Connection } from './connection.ts';
import type { SendOptions, SentMessage } from './platform-client.ts';

/** An Official Account's template messages (protocol reference, 3.8). */
export interface PlatformTemplates {
  /** The account's own templates, 25 at the most. */
  list(): Promise<Result<OwnTemplate[]>>;
  /**
   * Sends a template message to one person. That the platform has taken it says nothing of its arrival: the event
   * TEMPLATESENDJOBFINISH does, which names the `id`.
   */
  send(to: string, message: TemplateMessage, options: SendOptions): Promise<Result<SentMessage>>;
  /** For so long a message that comes again under its key is swallowed, in ms. */
  readonly swallowsRepeatsMs: number;
}

const listTemplates = apiCall({
  name: 'template/get_all_private_template',
  method: 'GET',
  input: z.object({}),
  answer: z.object({
    template_list: z
      .array(
        z.object({
          template_id: z.string().min(1).max(128),
          title: z.string().max(256).default(''),
          content: z.string().max(8192).default(''),
          example: z.string().max(8192).default(''),
        }),
      )
      .max(200),
  }),
  repeating: 'harmless',
  needs: 'templates',
  counts: ['api'],
});

/**
 * To one person the same `client_msg_id` arrives once within ten minutes (WeChat's page on template messages; the protocol
 * reference, 3.8, names the field only).
 */
const sendTemplate = apiCall({
  name: 'message/template/send',
  method: 'POST',
  input: z.object({
    touser: z.string(),
    template_id: z.string(),
    client_msg_id: z.string().max(64).optional(),
    data: z.record(z.string(), z.object({ value: z.string() })),
  }),
  answer: CarriedOut.extend({ msgid: z.union([z.string(), z.number()]).optional() }),
  repeating: ({ client_msg_id }) => (client_msg_id === undefined ? 'never' : 'deduplicated'),
  needs: 'templates',
  counts: ['api'],
  to: ({ touser }) => [touser],
});

const swallowsRepeatsMs = 10 * 60_000;

export function officialAccountTemplates(call: Connection['call']): PlatformTemplates {
  return {
    swallowsRepeatsMs,
    async list() {
      const listed = await call(listTemplates, {});
      if (!listed.ok) return listed;
      return ok(listed.value.template_list.map(({ template_id: id, title, content, example }) => ({ id, title, content, example })));
    },
    async send(to, { templateId, data }, { onLimit, dedupeKey }) {
      const named = dedupeKey === undefined ? {} : { client_msg_id: shortName(dedupeKey) };
      const sent = await call(sendTemplate, { touser: to, template_id: templateId, ...named, data }, onLimit);
      if (!sent.ok) return sent;
      const { msgid } = sent.value;
      return ok({ ...(msgid !== undefined && { id: String(msgid) }) });
    },
  };
}

/** Letters and digits, however long the key is. */
const shortName = (key: string) => createHash('sha256').update(key).digest('hex').slice(0, 32);
