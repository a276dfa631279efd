import { z } from 'zod';
import { failure, translateFailure } from '../../../shared/failures.ts';
import { type Language, listed } from '../../../shared/language.ts';
import { err, type Failure, ok, type Result } from '../../../shared/result.ts';
import type { Target } from '../../../shared/target.ts';
import { askService, type ServiceAct, type ServiceReport, type ServiceState } from '../../control/service.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { foldWord } from '../fold-word.ts';
import { askEach, shellOf } from '../reach.ts';
import { lackOf } from '../ways.ts';

const acts = new Map<string, ServiceAct>(
  Object.entries({
    ...{ status: 'status', 状态: 'status', 查看: 'status' },
    ...{ start: 'start', 启动: 'start' },
    ...{ stop: 'stop', 停止: 'stop' },
    ...{ restart: 'restart', 重启: 'restart' },
  }),
);

const ActName = z
  .string()
  .transform((word, context): ServiceAct => {
    const act = acts.get(foldWord(word));
    if (act) return act;
    context.addIssue({ code: 'custom', message: [...acts.keys()].join(' ') });
    return z.NEVER;
  })
  .meta({ options: ['status', 'start', 'stop', 'restart'] });

/** Tells how services are doing, starts, stops and restarts them: those that the admin named for the server, and no others. */
export const service = defineCommand({
  name: 'service',
  aliases: ['服务', 'svc'],
  summary: { 'zh-CN': '查看、启动、停止、重启服务', en: 'look at, start, stop or restart a service' },
  parameters: z.object({ act: ActName, service: z.string().min(1).max(128), target: z.string().optional() }),
  usage: { 'zh-CN': '<状态|启动|停止|重启> <服务> <服务器>', en: '<status|start|stop|restart> <service> <server>' },
  targets: { count: 'many', without: 'named', needs: 'shell' },
  danger: ({ act }) => (act === 'status' ? 'read' : act === 'start' ? 'change' : 'danger'),
  run: ({ act, service: named }, context) => askEach(context, (target) => ask(act, named, target, context)),
});

async function ask(act: ServiceAct, named: string, target: Target, context: CommandContext): Promise<Result<string>> {
  const { signal, language, fleet } = context;
  const allowed = target.services.find((known) => foldWord(known) === foldWord(named));
  if (allowed === undefined) return err(failure(lackOf('command/service', target, fleet), told(named, target, language), language));
  const shell = await shellOf(context, target);
  if (!shell.ok) return shell;
  const state = await askService(shell.value, act, allowed, { target: target.id, signal, language });
  return state.ok ? ok(describe(allowed, state.value, language)) : state;
}

/** A phone likes to begin words with a capital. */
const told = (named: string, { id, services }: Target, language: Language) => ({
  ...{ service: named.slice(0, 40), target: id },
  allowed: services.length > 0 ? listed(services, language) : language === 'en' ? 'none' : '无',
});

const states: Record<ServiceState['state'], { sign: string; 'zh-CN': string; en: string }> = {
  running: { sign: '●', 'zh-CN': '运行中', en: 'running' },
  stopped: { sign: '○', 'zh-CN': '已停止', en: 'stopped' },
  starting: { sign: '◐', 'zh-CN': '正在启动', en: 'starting' },
  stopping: { sign: '◐', 'zh-CN': '正在停止', en: 'stopping' },
  failed: { sign: '■', 'zh-CN': '已失败', en: 'failed' },
};

const doneWords = {
  'zh-CN': { start: '已启动', stop: '已停止', restart: '已重启' },
  en: { start: 'was started', stop: 'was stopped', restart: 'was restarted' },
} as const;

function describe(name: string, report: ServiceReport, language: Language): string {
  return 'unread' in report ? describeUnread(name, report, language) : describeState(name, report, language);
}

function describeUnread(name: string, { done, unread }: Extract<ServiceReport, { unread: Failure }>, language: Language): string {
  const reason = translateFailure(unread, language).message;
  const why = language === 'en' ? `Its state could not be read: ${reason}` : `读不到它现在的状态：${reason}`;
  return [`${name} ${doneWords[language][done]}`, why].join('\n');
}

function describeState(name: string, { state, words, pid, since }: ServiceState, language: Language): string {
  const { sign, [language]: text } = states[state];
  const rest = [words, pid === undefined ? '' : `PID ${pid}`, since ?? ''].filter((part) => part !== '');
  return [`${name} ${sign} ${text}`, rest.join(' · ')].join('\n').trimEnd();
}
