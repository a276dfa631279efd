import type { DeliveryAttempt, Phone, PhoneBubble } from '../../shared/simulator.ts';
import type { CardChange } from '../../shared/template-card.ts';
import type { SandboxAccount } from './account.ts';

/** The chat on a phone goes back this many bubbles. */
export const bubblesKept = 200;

/** All pictures of a chat together, as data URLs, in characters: each change of the phone goes to the page with all of them. */
export const pictureCharsKept = 4 * 1024 * 1024;

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

/** The phone with one bubble more at the end of its chat; the oldest make room, and before that their pictures. */
export function withBubble(phone: Phone, bubble: PhoneBubble): Phone {
  return { ...phone, bubbles: withFewPictures([...phone.bubbles, bubble].slice(-bubblesKept)) };
}

/** The latest bubbles keep their pictures, as far as there is room. */
function withFewPictures(bubbles: PhoneBubble[]): PhoneBubble[] {
  let chars = 0;
  return bubbles
    .toReversed()
    .map((bubble) => {
      const { picture = '', ...rest } = bubble;
      if (chars + picture.length > pictureCharsKept) return rest;
      chars += picture.length;
      return bubble;
    })
    .toReversed();
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

/** The phone with the card of this task changed, wherever it stands; its task stays, so that it can be changed again. */
export function withCardChange(phone: Phone, task: string, change: CardChange): Phone {
  const bubbles = phone.bubbles.map((bubble) => {
    if (bubble.card === undefined || bubble.card.task_id !== task) return bubble;
    const card =
      'button' in change ? { ...bubble.card, replace_text: change.button.replace_name } : { ...change.template_card, task_id: task };
    return { ...bubble, card };
  });
  return { ...phone, bubbles };
}

/** The phone with an empty chat. */
export function withoutBubbles(phone: Phone): Phone {
  return { ...phone, bubbles: [] };
}
