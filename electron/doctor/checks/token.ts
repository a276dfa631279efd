import { type Check, failed, fine, waitFor } from '../check.ts';
import { findObstacle } from '../obstacle.ts';

/** Does the platform hand out an access_token for these credentials? */
export const token: Check = {
  id: 'token',
  async run(context) {
    const obstacle = await findObstacle(context);
    if (obstacle?.check === 'network') return waitFor('network');
    if (obstacle?.check === 'token') return failed(obstacle.failure);
    const opened = await context.client();
    const { state, expiresAt } = opened.ok ? opened.value.state().token : {};
    // An Official Account refuses the address at the token already.
    if (obstacle?.check === 'allow-list' && state !== 'valid') return waitFor('allow-list');
    return fine(expiresAt === undefined ? undefined : `${Math.max(0, Math.round((expiresAt - context.now()) / 60_000))} min`);
  },
};
