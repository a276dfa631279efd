import type { AccountView, Verification } from '../../shared/account-view.ts';
import { isChanging, isOfValues, isOvercome } from '../stores/account-form.ts';

/** The steps of the set-up guide, in the order in which WeChat's consoles allow them (protocol reference, 8.2). */
export const guideSteps = ['values', 'reach', 'keys', 'url', 'ip', 'test'] as const;
export type GuideStep = (typeof guideSteps)[number];

/** What of the world tells how far the set-up has come. */
export interface GuideFacts {
  /** Absent until the account has been added. */
  account: AccountView | undefined;
  publicUrl: string | null;
  /** Requests come through the tunnel at this moment. */
  isUp: boolean;
  /** The public URL was another one before, and WeChat may still have that one. */
  hasMoved: boolean;
  /** Unix time in ms. */
  lastMessageAt: number | undefined;
}

/** Whoever has just saved wrong values in WeChat's console reads so for as long (ms), though messages still come with the old ones. */
const freshMs = 10 * 60_000;

/**
 * The newest verification, unless the Token, the key or the URL is another one by now, or a message has settled it.
 * @param now Unix ms
 */
export function currentVerification(facts: GuideFacts, now: number): Verification | undefined {
  const newest = verificationOfNow(facts);
  const isFresh = newest && isOfValues(newest.verification) && now - newest.verification.at < freshMs;
  return newest?.isOvercome && !isFresh ? undefined : newest?.verification;
}

interface CurrentVerification {
  verification: Verification;
  isOvercome: boolean;
}

function verificationOfNow({ account, publicUrl, lastMessageAt }: GuideFacts): CurrentVerification | undefined {
  const newest = account?.verifications[0];
  if (!newest) return undefined;
  const changedAt = Math.max(account.pending.token?.changedAt ?? 0, account.pending.encodingAesKey?.changedAt ?? 0);
  const isElsewhere = publicUrl !== null && newest.publicUrl !== undefined && newest.publicUrl !== publicUrl;
  if (newest.at < changedAt || isElsewhere) return undefined;
  return { verification: newest, isOvercome: isOvercome(newest, account, lastMessageAt) };
}

/** Which steps are done, as far as can be known: an allow-list shows only by what comes of it. */
export function guideProgress(facts: GuideFacts): { done: GuideStep[]; next: GuideStep | undefined } {
  const { account, publicUrl, isUp, hasMoved, lastMessageAt } = facts;
  const newest = verificationOfNow(facts);
  const { secrets, pending } = account ?? { secrets: {}, pending: {} };
  const heard = lastMessageAt !== undefined;
  const passed = newest !== undefined && (!newest.verification.failure || newest.isOvercome);
  const hasCome = (account?.verifications.length ?? 0) > 0;
  const verified = account !== undefined && !isChanging(account) && (hasCome ? passed : heard && !hasMoved);
  const hasToken = (secrets.token ?? pending.token) !== undefined;
  const hasKey = account?.mode === 'plaintext' || (secrets.encodingAesKey ?? pending.encodingAesKey) !== undefined;
  const isDone: Record<GuideStep, boolean> = {
    values: secrets.apiSecret !== undefined,
    reach: publicUrl === null ? heard || verified : isUp,
    keys: hasToken && hasKey,
    url: verified,
    ip: heard,
    test: heard,
  };
  return { done: guideSteps.filter((step) => isDone[step]), next: guideSteps.find((step) => !isDone[step]) };
}

/** The callback URL as it goes into WeChat's console, and whether WeChat can reach it. */
export function callbackUrlOf(id: string, listenerUrl: string, publicUrl: string | null): { url: string; isPublic: boolean } {
  const base = (publicUrl ?? listenerUrl).replace(/\/+$/, '');
  return { url: `${base}/callback/${id}`, isPublic: publicUrl !== null || !isLocal(base) };
}

function isLocal(url: string): boolean {
  const host = /^[a-z]+:\/\/(\[[^\]]*\]|[^:/]*)/i.exec(url)?.[1] ?? '';
  return /^(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|0\.0\.0\.0|\[)/.test(host);
}
