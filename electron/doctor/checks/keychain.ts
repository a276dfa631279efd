import { type Check, failed, fine, warned } from '../check.ts';

/** Can secrets be read and kept? Those of the config file and the sandbox are not in there. */
export const keychain: Check = {
  id: 'keychain',
  async run({ account, secrets }) {
    const opened = await secrets();
    const read = opened.ok ? await opened.value.get(`account/${account.id}/api-secret`) : opened;
    if (!read.ok) return account.origin === 'console' ? failed(read.error) : warned(read.error);
    return fine(opened.ok ? opened.value.kind : undefined);
  },
};
