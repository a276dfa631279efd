import { type Check, failed, fine, warn } from '../check.ts';

/** Calls have ten seconds; who needs three for nothing will miss them some day. */
const slowMs = 3000;

/** Is the platform's server reached over the account's way out? */
export const network: Check = {
  id: 'network',
  async run({ account: { apiBase, wayOut }, knock }) {
    const answered = await knock();
    if (!answered.ok) return failed(answered.error);
    const ms = Math.round(answered.value.ms);
    const found = `${new URL(apiBase).host}${wayOut.via === 'direct' ? '' : ` · ${wayOut.via}`} · ${ms} ms`;
    return ms > slowMs ? warn('doctor/network-slow', { ms: String(ms) }, found) : fine(found);
  },
};
