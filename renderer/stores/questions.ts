import type { Result } from '../../shared/result.ts';

/** Questions to the gateway about one thing. Answers can overtake each other, and events overtake answers. */
export interface Questions<Live> {
  /**
   * @param call the question, just asked
   * @returns its answer with what came in live while it was under way, which is newer; undefined where a later question
   * has been answered meanwhile
   */
  ask<T>(call: Promise<Result<T>>): Promise<{ answer: Result<T>; since: Live[] } | undefined>;
  /** Notes what has come in live. */
  note(...live: Live[]): void;
}

export function createQuestions<Live = never>(): Questions<Live> {
  const underWay = new Set<Live[]>();
  let asked = 0;
  let answered = 0;
  return {
    async ask(call) {
      asked += 1;
      const turn = asked;
      const since: Live[] = [];
      underWay.add(since);
      const answer = await call;
      underWay.delete(since);
      if (turn < answered) return undefined;
      if (answer.ok) answered = turn;
      return { answer, since };
    },
    note(...live) {
      for (const since of underWay) since.push(...live);
    },
  };
}
