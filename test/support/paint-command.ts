import { z } from 'zod';
import { type Command, defineCommand } from '../../electron/commands/command.ts';
import { encodePng, type Pixels } from '../../electron/control/png.ts';
import { ok } from '../../shared/result.ts';

/** No two rows and no two columns of it are the same. */
export const painted: Pixels = (() => {
  const [width, height] = [160, 90];
  const at = (pixel: number) => [pixel % width, Math.floor(pixel / width), pixel % 251, 255];
  return { width, height, rgba: Buffer.from(Array.from({ length: width * height }, (_, pixel) => at(pixel)).flat()) };
})();

/** `paint` answers a picture as `screenshot` does; no screen is needed. */
const paint = defineCommand({
  name: 'paint',
  aliases: [],
  summary: { 'zh-CN': '画一张图', en: 'paints a picture' },
  parameters: z.object({}),
  usage: { 'zh-CN': '', en: '' },
  danger: 'read',
  async run() {
    const picture = { bytes: await encodePng(painted), type: 'image/png' as const, width: painted.width, height: painted.height };
    return ok({ text: 'painted', picture });
  },
});

/** Takes the place of the program's commands. */
export const commands: readonly Command[] = [paint];
