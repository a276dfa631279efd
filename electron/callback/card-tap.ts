import type { CardNews } from '../commands/card-news.ts';

/**
 * A tap on a card's button. The card can only be changed in the tap's own response, which can't wait for the command to
 * end: what the card shows is said before that, and the command's answer follows as a message of its own. Only the command
 * itself says anything to the card: where one fails, or is refused, the card's other buttons are still of use.
 */
export interface CardTap {
  /** The body of the response that changes the card, once it is on disk; never where nothing is said to the card. */
  body: Promise<string>;
  /** Says what the card shows from now on; of the row with this id, and once. */
  tell(id: string, news: CardNews): void;
  /** What the card was told, once it is on disk. */
  told(): Promise<CardNews | undefined>;
}

/** @param keep puts it on disk, and gives back the response's body: '' where it goes another way */
export function createCardTap(keep: (id: string, news: CardNews) => Promise<string>): CardTap {
  let said: CardNews | undefined;
  let kept: Promise<string> | undefined;
  let resolve: (body: string) => void = () => undefined;
  const body = new Promise<string>((done) => {
    resolve = done;
  });

  function tell(id: string, news: CardNews): void {
    if (said) return;
    said = news;
    kept = keep(id, news);
    // Its failure is the one of whoever waits for `told`.
    kept.then(resolve, () => undefined);
  }

  return {
    body,
    tell,
    async told() {
      await kept;
      return said;
    },
  };
}
