import { z } from 'zod';
import { ok } from '../../../shared/result.ts';
import { defineCommand } from '../command.ts';
import { screenOf } from '../reach.ts';

/** Shows a server's screen. */
export const screenshot = defineCommand({
  name: 'screenshot',
  aliases: ['截图', '截屏', '屏幕', 'screen', 'shot'],
  summary: { 'zh-CN': '查看服务器的屏幕', en: "a picture of a server's screen" },
  parameters: z.object({ target: z.string().optional() }),
  usage: { 'zh-CN': '<服务器>', en: '<server>' },
  targets: { count: 'one', without: 'named', needs: 'screen' },
  danger: 'read',
  takesHere: 'change',
  async run(_args, context) {
    const { targets, signal, now, language } = context;
    const [target] = targets;
    if (!target) throw new Error('a screenshot was planned without a target');
    const screen = await screenOf(context, target);
    if (!screen.ok) return screen;
    const picture = await screen.value.capture(signal);
    if (!picture.ok) return picture;
    const { width, height } = picture.value;
    const time = new Date(now()).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
    const named = target.name === target.id ? target.id : `${target.id} ${target.name}`;
    return ok({ text: [named, time, `${width}×${height}`].join(language === 'en' ? ', ' : '，'), picture: picture.value });
  },
});
