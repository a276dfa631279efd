import { type Check, failed, fine, waitFor } from '../check.ts';
import { findObstacle, obstacleOf } from '../obstacle.ts';

/** From where do the platform's callbacks come? For firewalls and reverse proxies. */
export const callbackIps: Check = {
  id: 'callback-ips',
  async run(context) {
    const obstacle = await findObstacle(context);
    if (obstacle && obstacle.check !== 'app') return waitFor(obstacle.check);
    const opened = await context.client();
    if (!opened.ok) return waitFor('token');
    const addresses = await opened.value.callbackIps();
    if (!addresses.ok) {
      const refused = obstacleOf(addresses.error, opened.value.state().token.state === 'valid');
      return refused.check === 'app' ? failed(addresses.error) : waitFor(refused.check);
    }
    const [first, ...rest] = addresses.value;
    return fine(rest.length === 0 ? first : `${first} +${rest.length}`);
  },
};
