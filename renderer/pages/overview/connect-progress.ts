import type { AccountStatus } from '../../../shared/overview.ts';
import type { Operator } from '../../../shared/role.ts';

/** What it takes until people reach the console from WeChat itself. */
export const connectSteps = ['account', 'address', 'people'] as const;
export type ConnectStep = (typeof connectSteps)[number];

interface Facts {
  accounts: readonly AccountStatus[];
  /** Where WeChat reaches the listener; null while it can't by a tunnel. */
  publicUrl: string | null;
  people: readonly Operator[];
}

/** Which steps are done; the simulator's accounts and their people count for none. */
export function connectProgress({ accounts, publicUrl, people }: Facts): ConnectStep[] {
  const real = accounts.filter(({ origin }) => origin !== 'sandbox');
  const isDone: Record<ConnectStep, boolean> = {
    account: real.length > 0,
    // why: a server that is on the internet needs no tunnel, and shows it by what comes in
    address: publicUrl !== null || real.some(({ lastMessageAt }) => lastMessageAt !== undefined),
    people: real.some(({ id, operators = [] }) => operators.length > 0 || people.some(({ account }) => account === id)),
  };
  return connectSteps.filter((step) => isDone[step]);
}
