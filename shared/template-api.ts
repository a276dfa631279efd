import { z } from 'zod';
import { AccountId } from './account.ts';
import { call, out } from './api-call.ts';
import type { OwnTemplate } from './notice-template.ts';

/** Calls about an Official Account's template messages. */
export const templateApi = {
  /** The account's own templates, asked of the platform. */
  'templates.list': call(z.object({ account: AccountId }).strict(), out<OwnTemplate[]>()),
};
