import { failure } from '../../../shared/failures.ts';
import { type Check, failed, fine, skip, waitFor, warn } from '../check.ts';

const dayMs = 86_400_000;
/** Automatic renewal is due a month ahead; with two weeks left it has failed. */
const fewDays = 14;

/** Is the public URL's certificate one that WeChat takes (protocol reference, 8.2)? */
export const certificate: Check = {
  id: 'certificate',
  async run({ tunnel, certificate: read, now }) {
    const { publicUrl } = tunnel();
    if (publicUrl === undefined) return waitFor('tunnel');
    const { protocol, hostname, port } = new URL(publicUrl);
    if (protocol !== 'https:') return skip(failure('doctor/plain-http'));
    const seen = await read(hostname, Number(port) || 443);
    if (!seen.ok) return seen.error.code.startsWith('doctor/') ? failed(seen.error) : waitFor('public-url');
    const days = Math.floor((seen.value.endsAt - now()) / dayMs);
    return days < fewDays ? warn('doctor/certificate-ends', { days: String(days) }, `${days} d`) : fine(`${days} d`);
  },
};
