import { z } from 'zod';
import { failure } from '../../../shared/failures.ts';
import { err, ok } from '../../../shared/result.ts';
import { defineCommand } from '../command.ts';
import { describeMachine } from './machine-report.ts';

const localNames = ['local', 'localhost', '本机', '本地'];

/** Tells how this computer is doing. */
export const status = defineCommand({
  name: 'status',
  aliases: ['状态', 'st', 'stat', '服务器状态', '运行状态'],
  summary: { 'zh-CN': '查看服务器状态', en: 'how a server is doing' },
  parameters: z.object({ target: z.string().optional() }),
  usage: { 'zh-CN': '[本机]', en: '[local]' },
  danger: 'read',
  async run({ target = 'local' }, { language, localMachine }) {
    const isLocal = [...localNames, localMachine.hostName].some((name) => name.toLowerCase() === target.toLowerCase());
    if (!isLocal) return err(failure('command/unknown-target', { target }, language));
    return ok(describeMachine(await localMachine.read(), language));
  },
});
