import { z } from 'zod';

/**
 * The header that carries a session of the console in a browser. No cookie does: cookies know no ports, so every program
 * on another port of the same host would be sent it.
 */
export const sessionHeader = 'x-weiguan-session';

/** What `POST /session` answers to the right token. */
export const SessionOpened = z.object({ ok: z.literal(true), value: z.object({ session: z.string().min(1) }) });
