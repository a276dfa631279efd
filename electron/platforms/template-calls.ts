import { failure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import { err } from '../../shared/result.ts';
import type { CallsOf } from '../calls/call-table.ts';
import type { PlatformClients } from './clients.ts';

/** The calls of the contract that are about template messages. */
export const templateCalls = (platforms: Pick<PlatformClients, 'client'>, language: () => Language): CallsOf<'templates'> => ({
  async 'templates.list'({ account }) {
    const client = await platforms.client(account);
    if (!client.ok) return client;
    return client.value.templates?.list() ?? err(failure('templates/none-here', {}, language()));
  },
});
