import { z } from 'zod';
import type { Failure } from './result.ts';

/**
 * How an account's calls reach the platform. The platform's IP allow-list wants a fixed address, and an office seldom
 * has one: `ssh` goes through the server that carries the tunnel.
 */
export const WayOut = z.discriminatedUnion('via', [
  z.object({ via: z.literal('direct') }),
  /** `http://`, `https://` or `socks5://`, without a password in it: that is a secret. */
  z.object({ via: z.literal('proxy'), url: z.string().max(2048) }),
  z.object({ via: z.literal('ssh') }),
]);
export type WayOut = z.infer<typeof WayOut>;

/** How much of one of the platform's limits is used up. */
export interface Gauge {
  /** What is counted: an API (`agent/get`), `token` for fetches of it, `member` for the person written to most, `messages`. */
  name: string;
  /** Length of the window, in ms. */
  windowMs: number;
  used: number;
  limit: number;
}

/** An access_token, as far as anybody may see it. */
export interface TokenState {
  state: 'none' | 'fetching' | 'valid' | 'failed';
  /** Unix time in ms. */
  expiresAt?: number;
  failure?: Failure;
}

/** How an account stands with its platform. */
export interface PlatformState {
  account: string;
  token: TokenState;
  gauges: Gauge[];
  wayOut: WayOut['via'];
  /**
   * The address that the platform sees, as far as it is known. `before`: what it was before, where this one may still have to
   * be allowed; `isBack`: it was seen in the last weeks, as one of several lines that take turns.
   */
  egress?: { ip: string; since: number; before?: string | undefined; isBack?: true | undefined };
}
