import { z } from 'zod';
import { cancel, confirm } from '../../electron/commands/built-in/confirm.ts';
import { type Command, defineCommand } from '../../electron/commands/command.ts';
import { ok } from '../../shared/result.ts';

/** What was wiped so far. */
export const wiped: string[] = [];

/** `wipe <mark>` is as dangerous as can be, and harms nobody. */
const wipe = defineCommand({
  name: 'wipe',
  aliases: ['清除'],
  summary: { 'zh-CN': '清除', en: 'wipe' },
  parameters: z.object({ mark: z.string() }),
  usage: { 'zh-CN': '<mark>', en: '<mark>' },
  danger: 'danger',
  async run({ mark }) {
    wiped.push(mark);
    return ok(`wiped ${mark}`);
  },
});

/** `tidy <mark>` changes something, which is not dangerous. */
const tidy = defineCommand({
  ...wipe,
  name: 'tidy',
  aliases: ['整理'],
  danger: 'change',
  async run({ mark }) {
    wiped.push(`tidied ${mark}`);
    return ok(`tidied ${mark}`);
  },
});

/** Takes the place of the program's commands. */
export const commands: readonly Command[] = [wipe, tidy, confirm, cancel];
