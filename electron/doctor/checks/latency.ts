import { failure } from '../../../shared/failures.ts';
import { type Check, failed, fine, waitFor, warn } from '../check.ts';

/** WeCom drops a verification after 1 s (protocol reference, 1.4); half of it leaves room for its own way. */
const tooSlowMs = 1000;
const slowMs = 500;

/** Is the way through the public URL quick enough? */
export const latency: Check = {
  id: 'latency',
  async run({ account, tunnel, credentials, verification }) {
    if (tunnel().publicUrl === undefined || !credentials()) return waitFor('public-url');
    const verified = await verification();
    if (!verified.ok) return waitFor('public-url');
    const { ms } = verified.value;
    const params = { ms: String(ms) };
    if (ms > tooSlowMs && account.platform === 'wecom') return failed(failure('doctor/slow', params), `${ms} ms`);
    return ms > slowMs ? warn('doctor/slow', params, `${ms} ms`) : fine(`${ms} ms`);
  },
};
