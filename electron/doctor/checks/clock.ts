import { type Check, fine, waitFor, warn } from '../check.ts';

/** Callbacks older than ten minutes are refused as replays; half a minute is what NTP never misses. */
const tolerableSeconds = 30;

/** Does this computer's clock agree with the platform's? */
export const clock: Check = {
  id: 'clock',
  async run({ knock, now }) {
    const answered = await knock();
    if (!answered.ok) return waitFor('network');
    if (answered.value.date === undefined) return warn('doctor/clock-unknown');
    const seconds = Math.round(Math.abs(now() - answered.value.date) / 1000);
    return seconds > tolerableSeconds ? warn('doctor/clock-off', { seconds: String(seconds) }) : fine(`±${seconds} s`);
  },
};
