import { type Check, failed, fine, waitFor } from '../check.ts';

/** From where do the platform's callbacks come? For firewalls and reverse proxies. */
export const callbackIps: Check = {
  id: 'callback-ips',
  async run({ client }) {
    const opened = await client();
    if (!opened.ok || opened.value.state().token.state !== 'valid') return waitFor('token');
    const addresses = await opened.value.callbackIps();
    if (!addresses.ok) return failed(addresses.error);
    const [first = '', ...rest] = addresses.value;
    return fine(rest.length === 0 ? first : `${first} +${rest.length}`);
  },
};
