import type { z } from 'zod';
import type { api, CallName, CallOutput } from '../../shared/api.ts';
import type { Result } from '../../shared/result.ts';

/** What each call of the contract does, its input already parsed. */
export type CallTable = {
  [Name in CallName]: (input: z.output<(typeof api)[Name]['input']>) => Promise<Result<CallOutput<Name>>>;
};

/** Those whose names begin with this and a dot. */
export type CallsOf<Area extends string> = Pick<CallTable, Extract<CallName, `${Area}.${string}`>>;
