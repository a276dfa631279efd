import type { AccountStatus } from '../../../shared/overview.ts';
import type { Operator } from '../../../shared/role.ts';

/** What it takes until people reach the console from WeChat itself. */
export const connectSteps = ['account', 'address', 'people'] as const;
export type ConnectStep = (typeof connectSteps)[number];

interface Facts {
  accounts: readonly Pick<AccountStatus, 'id' | 'origin' | 'enabled' | 'lacksSecrets' | 'lastMessageAt' | 'operators'>[];
  /** Requests come through the tunnel at this moment. */
  isUp: boolean;
  people: readonly Operator[];
}

/** Which steps are done; the simulator's accounts and their people count for none, nor does what nobody has set going. */
export function connectProgress({ accounts, isUp, people }: Facts): ConnectStep[] {
  const real = accounts.filter(({ origin }) => origin !== 'sandbox');
  const isDone: Record<ConnectStep, boolean> = {
    account: real.some(({ enabled, lacksSecrets }) => enabled && !lacksSecrets),
    // why: a server that is on the internet needs no tunnel, and shows it by what comes in
    address: isUp || real.some(({ lastMessageAt }) => lastMessageAt !== undefined),
    people: real.some(({ id, operators = [] }) => operators.length > 0 || people.some(({ account }) => account === id)),
  };
  return connectSteps.filter((step) => isDone[step]);
}
