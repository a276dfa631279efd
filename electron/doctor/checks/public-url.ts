import { failure } from '../../../shared/failures.ts';
import { type Check, failed, fine, skip, waitFor } from '../check.ts';

/** Does our own signed verification come back through the public URL? */
export const publicUrl: Check = {
  id: 'public-url',
  async run({ account, tunnel, credentials, verification }) {
    const { publicUrl: url } = tunnel();
    if (url === undefined) return waitFor('tunnel');
    if (!account.enabled) return skip(failure('doctor/account-disabled'));
    if (!credentials()) return failed(failure('doctor/no-credentials'));
    const verified = await verification();
    return verified.ok ? fine(`${url}/callback/${account.id}`) : failed(verified.error, `${url}/callback/${account.id}`);
  },
};
