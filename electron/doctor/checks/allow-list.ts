import { errcodeOf } from '../../../shared/errcodes.ts';
import { type Check, failed, fine, waitFor } from '../check.ts';

/** "This address is not allowed": WeCom says it at business calls, an Official Account at the token (protocol reference, 3.2). */
const notAllowed = [60020, 40164];

/** Is this computer's address on the platform's allow-list? */
export const allowList: Check = {
  id: 'allow-list',
  async run({ client, checkApp }) {
    const opened = await client();
    if (!opened.ok) return waitFor('token');
    const checked = await checkApp();
    const { egress, token } = opened.value.state();
    if (checked.ok) return fine(egress?.ip);
    if (notAllowed.includes(errcodeOf(checked.error) ?? 0)) return failed(checked.error, egress?.ip);
    return token.state === 'valid' ? fine(egress?.ip) : waitFor('token');
  },
};
