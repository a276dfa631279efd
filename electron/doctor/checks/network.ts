import { type Check, failed, fine } from '../check.ts';

/** Is the platform's server reached over the account's way out? */
export const network: Check = {
  id: 'network',
  async run({ account, knock }) {
    const answered = await knock();
    return answered.ok ? fine(`${new URL(account.apiBase).host} · ${Math.round(answered.value.ms)} ms`) : failed(answered.error);
  },
};
