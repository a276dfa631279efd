import { expect, onTestFinished } from 'vitest';
import { must } from '../../shared/test-result.ts';
import { systemClock } from '../clock.ts';
import { parseMessage } from '../wechat/messages.ts';
import type { CallbackAccount } from './accounts.ts';
import { startStopwatch } from './exchange.ts';
import { createPipeline, type Pipeline, type PipelineOptions } from './pipeline.ts';
import { candidate } from './test-accounts.ts';

/** A pipeline that is patient, can send later and tells nobody, unless it is given otherwise. It ends with its test, before its store. */
export function openTestPipeline(given: Pick<PipelineOptions, 'store' | 'commands'> & Partial<PipelineOptions>): Pipeline {
  const pipeline = createPipeline({
    ...{ clock: systemClock, language: () => 'zh-CN', signal: new AbortController().signal, canSendLater: () => true },
    ...{ patience: { budgetMs: 20_000, hangUpMs: 20_000 }, byHand: async () => undefined },
    ...{ onQueued: () => undefined, onAdded: () => undefined, onChanged: () => undefined, onRunning: () => undefined },
    onBug: (error) => expect.unreachable(String(error)),
    ...given,
  });
  onTestFinished(() => pipeline.idle());
  return pipeline;
}

/** Hands it what the platform delivers for an account, and gives back the body of the response. `gone`: aborts when the platform hangs up. */
export async function deliver(
  pipeline: Pipeline,
  from: CallbackAccount,
  xml: string,
  gone = new AbortController().signal,
): Promise<string> {
  const account = from.account.id;
  const request = { method: 'POST', path: `/callback/${account}`, query: {}, remoteAddress: '127.0.0.1', userAgent: '' };
  const exchange = { account, request, body: xml, at: Date.now(), stopwatch: startStopwatch(systemClock), gone };
  return must(await pipeline.take(exchange, { message: must(parseMessage(xml)), xml, encrypted: false, candidate }, from)).body;
}
