import { z } from 'zod';
import { failure } from '../../../shared/failures.ts';
import { err, ok } from '../../../shared/result.ts';
import { defineCommand } from '../command.ts';

/** Shows the next part of an answer that was too long for one message. */
export const more = defineCommand({
  name: 'more',
  aliases: ['更多', '继续', 'next'],
  summary: { 'zh-CN': '长回复的下一部分', en: 'the next part of a long answer' },
  parameters: z.object({}),
  usage: { 'zh-CN': '', en: '' },
  danger: 'read',
  async run(_args, { more: kept, asker, language }) {
    const part = kept.nextPart(asker, language);
    return part === undefined ? err(failure('command/no-more', {}, language)) : ok(part);
  },
});
