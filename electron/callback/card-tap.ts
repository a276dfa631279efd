import type { Language } from '../../shared/language.ts';
import type { Failure } from '../../shared/result.ts';
import { type CardNews, refusedNews } from '../commands/card-news.ts';

/**
 * A tap on a card's button. The card can only be changed in the tap's own response, which can't wait for the command to
 * end: what the card shows is said before that, and the command's answer follows as a message of its own.
 */
export interface CardTap {
  /** The body of the response that changes the card, once it is on disk; never where nothing is said to the card. */
  body: Promise<string>;
  /** Says what the card shows from now on; of the row with this id, and once. */
  tell(id: string, news: CardNews): void;
  /** The same of a tap that was of no use, unless something has been said already. Gives back what was said, once it is on disk. */
  close(id: string, problem: Failure | undefined): Promise<CardNews | undefined>;
}

/** @param keep puts it on disk, and gives back the response's body: '' where it goes another way */
export function createCardTap(language: Language, keep: (id: string, news: CardNews) => Promise<string>): CardTap {
  let told: CardNews | undefined;
  let kept: Promise<string> | undefined;
  let resolve: (body: string) => void = () => undefined;
  const body = new Promise<string>((done) => {
    resolve = done;
  });

  function tell(id: string, news: CardNews): void {
    if (told) return;
    told = news;
    kept = keep(id, news);
    // Its failure is the one of whoever waits for `close`.
    kept.then(resolve, () => undefined);
  }

  return {
    body,
    tell,
    async close(id, problem) {
      if (problem) tell(id, refusedNews(problem, language));
      await kept;
      return told;
    },
  };
}
