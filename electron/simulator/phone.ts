import type { DeliveryAttempt, Phone, PhoneBubble } from '../../shared/simulator.ts';
import type { SandboxAccount } from './account.ts';

/** The chat on a phone goes back this many bubbles. */
export const bubblesKept = 200;

/** The account's chat, opened for the first time. */
export function openPhone(account: SandboxAccount): Phone {
  return {
    account: account.id,
    platform: account.platform,
    accountName: account.name,
    person: account.person,
    personName: account.personName,
    menu: account.menu,
    bubbles: [],
  };
}

/** The phone with one bubble more at the end of its chat; the oldest make room. */
export function withBubble(phone: Phone, bubble: PhoneBubble): Phone {
  return { ...phone, bubbles: [...phone.bubbles, bubble].slice(-bubblesKept) };
}

/**
 * The phone with an attempt to deliver one of its bubbles: a new one, or the outcome of one that was under way. A
 * bubble that was cleared away in the meantime stays away.
 */
export function withAttempt(phone: Phone, bubbleId: string, attempt: DeliveryAttempt): Phone {
  const bubbles = phone.bubbles.map((bubble) =>
    bubble.id === bubbleId
      ? { ...bubble, attempts: [...bubble.attempts.filter(({ number }) => number !== attempt.number), attempt] }
      : bubble,
  );
  return { ...phone, bubbles };
}

/** The phone with an empty chat. */
export function withoutBubbles(phone: Phone): Phone {
  return { ...phone, bubbles: [] };
}
