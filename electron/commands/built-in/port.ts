import { z } from 'zod';
import type { Language } from '../../../shared/language.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { localTargetId, type Target } from '../../../shared/target.ts';
import { NetworkAddress } from '../../control/network-address.ts';
import { type PortState, probePort, probePortFrom } from '../../control/network-port.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { askEach, shellOf } from '../reach.ts';

const Port = z
  .string()
  .regex(/^\d{1,5}$/, '1–65535')
  .transform(Number)
  .refine((port) => port >= 1 && port <= 65_535, '1–65535');

/** Tries a TCP port, from the gateway's computer or from servers. */
export const port = defineCommand({
  name: 'port',
  aliases: ['端口', 'telnet'],
  summary: { 'zh-CN': '测试端口是否开放', en: 'whether a port is open' },
  parameters: z.object({ address: NetworkAddress, port: Port, target: z.string().optional() }),
  usage: { 'zh-CN': '<地址> <端口> [从哪台服务器]', en: '<address> <port> [from which server]' },
  targets: { count: 'many', without: 'local', needs: 'shell' },
  danger: 'read',
  run: ({ address, port: number }, context) => askEach(context, (target) => tryFrom(target, address, number, context)),
});

async function tryFrom(target: Target, address: string, number: number, context: CommandContext): Promise<Result<string>> {
  const state = await stateFrom(target, address, number, context);
  const name = `${address.includes(':') ? `[${address}]` : address}:${number}`;
  return state.ok ? ok(`${name} ${texts[context.language][state.value]}`) : state;
}

async function stateFrom(target: Target, address: string, number: number, context: CommandContext): Promise<Result<PortState>> {
  const { signal, language } = context;
  if (target.id === localTargetId) return ok(await probePort(address, number, signal));
  const shell = await shellOf(context, target);
  return shell.ok ? probePortFrom(shell.value, address, number, { target: target.id, signal, language }) : shell;
}

const texts: Record<Language, Record<PortState, string>> = {
  'zh-CN': {
    open: '● 开放',
    closed: '○ 关闭：主机在线，但没有程序监听这个端口',
    silent: '■ 没有应答：可能被防火墙拦截，或主机不在线',
    'unknown-address': '■ 解析不了这个地址',
  },
  en: {
    open: '● open',
    closed: '○ closed: the machine answers, but nothing listens there',
    silent: '■ no answer: a firewall, or the machine is down',
    'unknown-address': '■ this address cannot be resolved',
  },
};
