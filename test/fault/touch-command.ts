import { appendFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { type Command, defineCommand } from '../../electron/commands/command.ts';
import { ok } from '../../shared/result.ts';

const file = process.env.WEIGUAN_TEST_RUNS ?? '';

/** `touch <mark> <ms>` leaves a mark that outlives the program: one line for each run, as it begins. */
const touch = defineCommand({
  name: 'touch',
  aliases: [],
  summary: { 'zh-CN': '留下记号', en: 'leave a mark' },
  parameters: z.object({ mark: z.string(), ms: z.coerce.number() }),
  usage: { 'zh-CN': '<mark> <ms>', en: '<mark> <ms>' },
  danger: 'read',
  async run({ mark, ms }) {
    appendFileSync(file, `${mark}\n`);
    await setTimeout(ms);
    return ok(`touched ${mark}`);
  },
});

/** Takes the place of the program's commands in the build that the fault test kills. */
export const commands: readonly Command[] = [touch];
