import { type Check, failed, fine, waitFor } from '../check.ts';
import { findObstacle } from '../obstacle.ts';

/** Does the platform hand out an access_token for these credentials? */
export const token: Check = {
  id: 'token',
  async run(context) {
    const obstacle = await findObstacle(context);
    if (obstacle?.check === 'network') return waitFor('network');
    if (obstacle?.check === 'token') return failed(obstacle.failure);
    // An Official Account refuses the address at the token already.
    const fetched = await context.checkCredentials();
    if (obstacle?.check === 'allow-list' && !fetched.ok) return waitFor('allow-list');
    const opened = await context.client();
    const { expiresAt } = opened.ok ? opened.value.state().token : {};
    return fine(expiresAt === undefined ? undefined : `${Math.max(0, Math.round((expiresAt - context.now()) / 60_000))} min`);
  },
};
