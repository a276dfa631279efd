import type { Target } from '../../../shared/target.ts';
import { drawHour } from '../../control/last-hour/hour-picture.ts';
import { encodePng } from '../../control/png.ts';
import type { Answer, CommandContext } from '../command.ts';

/** With fewer samples a picture says less than the words. */
const fewest = 10;

/** An answer about one target, with a picture of its last hour where enough of that is known. */
export async function withHour(text: string, target: Target, { lastHour, now }: CommandContext): Promise<Answer> {
  const samples = lastHour.of(target.id);
  if (samples.length < fewest) return text;
  const pixels = drawHour(samples, now());
  const { width, height } = pixels;
  return { text, picture: { bytes: await encodePng(pixels), type: 'image/png', width, height }, isExtra: true };
}
