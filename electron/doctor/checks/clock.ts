import { failure } from '../../../shared/failures.ts';
import { type Check, failed, fine, waitFor, warn, warned } from '../check.ts';

/** Half a minute is what NTP never misses; callbacks older than ten minutes are refused as replays. */
const tolerableSeconds = 30;
const harmfulSeconds = 300;

/** Does this computer's clock agree with the platform's? */
export const clock: Check = {
  id: 'clock',
  async run({ knock }) {
    const answered = await knock();
    if (!answered.ok) return waitFor('network');
    const { aheadMs } = answered.value;
    if (aheadMs === undefined) return warn('doctor/clock-unknown');
    const off = Math.round(aheadMs / 1000);
    const found = `${off > 0 ? '+' : ''}${off} s`;
    const seconds = Math.abs(off);
    if (seconds <= tolerableSeconds) return fine(found);
    const problem = failure('doctor/clock-off', { seconds: String(seconds) });
    return seconds > harmfulSeconds ? failed(problem, found) : warned(problem, found);
  },
};
