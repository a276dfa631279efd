import { type Check, failed, fine, waitFor } from '../check.ts';
import { findObstacle } from '../obstacle.ts';

/** Is this computer's address on the platform's allow-list? */
export const allowList: Check = {
  id: 'allow-list',
  async run(context) {
    const obstacle = await findObstacle(context);
    if (obstacle && obstacle.check !== 'allow-list') return waitFor(obstacle.check);
    const opened = await context.client();
    const ip = opened.ok ? opened.value.state().egress?.ip : undefined;
    return obstacle ? failed(obstacle.failure, ip) : fine(ip);
  },
};
