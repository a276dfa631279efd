import type { PhoneBubble } from '../../shared/simulator.ts';

/** After a pause this long a chat shows the time again, in ms. */
const pauseMs = 5 * 60_000;

/** Whether the chat shows the time above this bubble. */
export function showsTime(bubble: { at: number }, before: { at: number } | undefined): boolean {
  return before === undefined || bubble.at - before.at >= pauseMs;
}

/** How a bubble that was sent fares: under way, arrived, or not. */
export function deliveryState(bubble: PhoneBubble): 'none' | 'pending' | 'delivered' | 'undelivered' {
  const last = bubble.attempts.at(-1);
  if (!last) return 'none';
  if (last.outcome === 'pending') return 'pending';
  return last.outcome === 'replied' || last.outcome === 'empty' ? 'delivered' : 'undelivered';
}
