import { type Check, fine, warn } from '../check.ts';

/** Has WeChat itself ever come through? */
export const lastMessage: Check = {
  id: 'last-message',
  async run({ lastMessageAt }) {
    const at = lastMessageAt();
    return at === undefined ? warn('doctor/no-message') : fine(new Date(at).toISOString());
  },
};
