import { capabilitiesOf } from '../../../shared/account-capabilities.ts';
import { type Check, failed, fine, waitFor, warn } from '../check.ts';
import { findObstacle } from '../obstacle.ts';

/** Do Secret and AgentID belong together, may the app be used, and may it write first? */
export const app: Check = {
  id: 'app',
  async run(context) {
    const obstacle = await findObstacle(context);
    if (obstacle) return obstacle.check === 'app' ? failed(obstacle.failure) : waitFor(obstacle.check);
    const checked = await context.checkApp();
    const { name, disabled } = checked.ok ? checked.value : {};
    if (disabled) return warn('doctor/app-disabled', {}, name);
    return capabilitiesOf(context.account).includes('active-messages') ? fine(name) : warn('doctor/app-unverified');
  },
};
