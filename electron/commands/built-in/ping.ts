import { z } from 'zod';
import type { Language } from '../../../shared/language.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { Target } from '../../../shared/target.ts';
import { NetworkAddress } from '../../control/network-address.ts';
import { pings, ping as sendPings } from '../../control/network-ping.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { liveOutput } from '../live-output.ts';
import { askEach, shellOf } from '../reach.ts';

/** Pings an address, from the gateway's computer or from servers. */
export const ping = defineCommand({
  name: 'ping',
  aliases: ['网络', '测网'],
  summary: { 'zh-CN': '测试网络是否通', en: 'whether an address answers' },
  parameters: z.object({ address: NetworkAddress, target: z.string().optional() }),
  usage: { 'zh-CN': '<地址> [从哪台服务器]', en: '<address> [from which server]' },
  targets: { count: 'many', without: 'local', needs: 'shell' },
  danger: 'read',
  run: ({ address }, context) => askEach({ ...context, output: () => undefined }, (target) => pingFrom(target, address, context)),
});

async function pingFrom(target: Target, address: string, context: CommandContext): Promise<Result<string>> {
  const { signal, language } = context;
  const shell = await shellOf(context, target);
  if (!shell.ok) return shell;
  const live = liveOutput(context, target);
  const times = await sendPings(shell.value, address, live.take, { target: target.id, signal, language });
  live.end();
  return times.ok ? ok(describe(address, times.value, language)) : times;
}

function describe(address: string, times: readonly number[], language: Language): string {
  if (times.length === 0) return language === 'en' ? `${address} ■ no answer` : `${address} ■ 没有应答`;
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  const span = `${milliseconds(Math.min(...times))} / ${milliseconds(mean)} / ${milliseconds(Math.max(...times))} ms`;
  const lost = pings - times.length;
  return language === 'en'
    ? `${address} ● answers${lost > 0 ? `, ${lost} of ${pings} lost ⚠` : ''}\nmin / mean / max  ${span}`
    : `${address} ● 通${lost > 0 ? `，${pings} 个包丢了 ${lost} 个 ⚠` : ''}\n最小 / 平均 / 最大  ${span}`;
}

const milliseconds = (time: number) => (time < 10 ? time.toFixed(1) : time.toFixed(0));
