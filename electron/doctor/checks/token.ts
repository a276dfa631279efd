import { type Check, failed, fine, waitFor } from '../check.ts';

/** Does the platform hand out an access_token for these credentials? */
export const token: Check = {
  id: 'token',
  async run({ knock, client, checkApp, now }) {
    if (!(await knock()).ok) return waitFor('network');
    const opened = await client();
    if (!opened.ok) return failed(opened.error);
    const checked = await checkApp();
    const { state, expiresAt, failure } = opened.value.state().token;
    if (state === 'valid')
      return fine(expiresAt === undefined ? undefined : `${Math.max(0, Math.round((expiresAt - now()) / 60_000))} min`);
    if (failure) return failed(failure);
    return checked.ok ? fine() : failed(checked.error);
  },
};
