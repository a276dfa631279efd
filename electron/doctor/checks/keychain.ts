import { type Check, failed, fine } from '../check.ts';

/** Can secrets be read and kept? */
export const keychain: Check = {
  id: 'keychain',
  async run({ secrets }) {
    const store = await secrets();
    return store.ok ? fine(store.value.kind) : failed(store.error);
  },
};
