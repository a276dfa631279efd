import { errcodeOf } from '../../../shared/errcodes.ts';
import { type Check, failed, fine, waitFor, warn } from '../check.ts';

/** Do Secret and AgentID belong together, and may the app be used? */
export const app: Check = {
  id: 'app',
  async run({ client, checkApp }) {
    const opened = await client();
    if (!opened.ok) return waitFor('token');
    const checked = await checkApp();
    if (checked.ok) return checked.value.disabled ? warn('doctor/app-disabled') : fine(checked.value.name);
    if ([60020, 40164].includes(errcodeOf(checked.error) ?? 0)) return waitFor('allow-list');
    return opened.value.state().token.state === 'valid' ? failed(checked.error) : waitFor('token');
  },
};
