import { limits } from '../../shared/limits.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { WechatMessage } from '../../shared/wechat-message.ts';
import type { Asked } from './answer-rows.ts';
import { isPerson } from './asking.ts';
import type { CommandAnswer } from './command-turns.ts';
import type { PipelineOptions } from './pipeline.ts';

/** Whether a message that runs nothing is one that somebody may answer. */
export const isAnswerable = (message: WechatMessage) => isPerson(message) && message.type !== 'event';

/** What the admin writes to a person whose message runs nothing, in the time that the response may take. */
export async function askByHand(
  id: string,
  { admitted, exchange, from }: Pick<Asked, 'admitted' | 'exchange' | 'from'>,
  { byHand, canSendLater, patience: { budgetMs } }: Pick<PipelineOptions, 'byHand' | 'canSendLater' | 'patience'>,
): Promise<Result<CommandAnswer> | undefined> {
  if (!isAnswerable(admitted.message)) return undefined;
  // Deliveries may follow each other without a pause, and the last one wants its answer in time.
  const patience = canSendLater(from.account) ? budgetMs : budgetMs * limits.deliveryAttempts;
  const written = await byHand({ id, account: from.account.id, ms: patience - exchange.stopwatch.total() });
  return written && ok({ text: written.text, byHand: written });
}
