import { failure } from '../../shared/failures.ts';
import type { WechatMessage } from '../../shared/wechat-message.ts';
import type { TemplateResult } from '../store/tables/template-results.ts';
import type { CallbackAccount } from './accounts.ts';

export type TemplateTold = TemplateResult;

/** What a TEMPLATESENDJOBFINISH says of a template message (protocol reference, 2.6); undefined of other messages. */
export function toldOf(message: WechatMessage, { account }: Pick<CallbackAccount, 'account'>): TemplateTold | undefined {
  if (message.type !== 'event' || message.kind !== 'template-result') return undefined;
  const { messageId, status } = message.sent;
  const problem = problemOf(status.trim(), message.from);
  return { account: account.id, person: message.from, message: messageId, ...(problem && { failure: problem }) };
}

/** `success`, `failed:user block` or `failed: system failed`. */
function problemOf(status: string, person: string) {
  if (status === 'success') return undefined;
  return /user\s*block/i.test(status) ? failure('templates/blocked', { person }) : failure('templates/failed', { status });
}
