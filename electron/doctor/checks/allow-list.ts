import { type Check, failed, fine, waitFor } from '../check.ts';
import { findObstacle } from '../obstacle.ts';

/** Is this computer's address on the platform's allow-list? */
export const allowList: Check = {
  id: 'allow-list',
  async run(context) {
    const obstacle = await findObstacle(context);
    if (obstacle && obstacle.check !== 'allow-list') return waitFor(obstacle.check);
    if (!obstacle) return fine();
    // The platform names the address only where it refuses it: what it saw before says nothing of this run.
    const { ip } = obstacle.failure.params ?? {};
    return failed(obstacle.failure, ip === '?' ? undefined : ip);
  },
};
