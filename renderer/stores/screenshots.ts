import { createStore } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import type { Run } from '../../shared/run.ts';
import { type Loadable, loading, settled } from './loadable.ts';
import { createQuestions } from './questions.ts';
import { withNewest } from './run-list.ts';

const screenPart = '+screen';
/** The address's part for a server's screen, and for one picture of it. */
export const partOfScreen = (target: string, run?: string): string => [screenPart, target, ...(run === undefined ? [] : [run])].join(':');
/** Which screen a part of the address names. */
export function screenOfPart(part: string | null): { target: string; run: string | undefined } | undefined {
  const [name, target, run] = part?.split(':') ?? [];
  return name === screenPart && target ? { target, run } : undefined;
}

export interface ScreenshotsState {
  /** The server whose pictures are listed. */
  target: string | null;
  /** The runs that have answered its pictures, newest first. */
  shots: Loadable<Run[]>;
  hasMore: boolean;
  /** Whole pictures as data URLs, of the last few that were looked at; null for one that is gone. */
  pictures: Record<string, string | null>;
  /** Small pictures for the strip, as data URLs. */
  thumbs: Record<string, string>;
  open(target: string): Promise<void>;
  reload(): Promise<void>;
  loadMore(): Promise<void>;
  /** Has a whole picture fetched. */
  show(id: string): Promise<void>;
  /** Has a small one made; one at a time, since each is made of a whole one. @param shrink makes the small one, undefined where it can't */
  showSmall(id: string, shrink: (url: string) => Promise<string | undefined>): void;
}

const pageSize = 40;
/** A whole picture is megabytes: so many are kept. */
const mostPictures = 4;
const mostThumbs = 200;

/** Pictures of servers' screens, as the history has them. */
export function createScreenshotsStore(bridge: WeiguanBridge) {
  const questions = createQuestions<Run>();
  /** The small pictures that are waited for, and the one that is being made. */
  const wanted: { id: string; shrink: (url: string) => Promise<string | undefined> }[] = [];
  let isMaking = false;

  const store = createStore<ScreenshotsState>()((set, get) => {
    const fetchPicture = async (id: string): Promise<string | null> => {
      const known = get().pictures[id];
      if (known !== undefined) return known;
      const found = await bridge.call('runs.picture', { id });
      return found.ok ? found.value : null;
    };
    async function makeSmall(): Promise<void> {
      if (isMaking) return;
      isMaking = true;
      for (let next = wanted.shift(); next; next = wanted.shift()) {
        const { id, shrink } = next;
        if (get().thumbs[id] !== undefined) continue;
        const url = await fetchPicture(id);
        const small = url === null ? undefined : await shrink(url);
        if (small !== undefined) set(({ thumbs }) => ({ thumbs: withNewest(thumbs, id, small, mostThumbs) }));
      }
      isMaking = false;
    }
    return {
      target: null,
      shots: loading,
      hasMore: false,
      pictures: {},
      thumbs: {},
      async open(target) {
        if (get().target === target) return;
        wanted.length = 0;
        set({ target, shots: loading, hasMore: false });
        await get().reload();
      },
      async reload() {
        const { target } = get();
        if (target === null) return;
        const listed = await questions.ask(bridge.call('runs.page', { limit: pageSize, target, withPicture: true }));
        if (!listed || get().target !== target) return;
        const { answer, since } = listed;
        const shots = settled(answer, get().shots);
        const fresh = since.filter((run) => isShotOf(target, run));
        set({
          shots: shots.value ? { ...shots, value: merged(shots.value, fresh) } : shots,
          hasMore: answer.ok ? answer.value.length === pageSize : get().hasMore,
        });
      },
      async loadMore() {
        const { target, shots, hasMore } = get();
        const last = shots.value?.at(-1);
        if (target === null || !last || !hasMore) return;
        const before = { at: last.at, id: last.id };
        const older = await bridge.call('runs.page', { limit: pageSize, target, withPicture: true, before });
        if (!older.ok || get().target !== target) return;
        set({ shots: { state: 'ready', value: merged(get().shots.value ?? [], older.value) }, hasMore: older.value.length === pageSize });
      },
      async show(id) {
        const url = await fetchPicture(id);
        set(({ pictures }) => ({ pictures: withNewest(pictures, id, url, mostPictures) }));
      },
      showSmall(id, shrink) {
        if (get().thumbs[id] !== undefined || wanted.some((other) => other.id === id)) return;
        wanted.push({ id, shrink });
        void makeSmall();
      },
    };
  });
  return {
    store,
    start: () =>
      bridge.on('runs.changed', (changed) => {
        questions.note(...changed);
        const { target, shots } = store.getState();
        if (target === null || !shots.value) return;
        const fresh = changed.filter((run) => isShotOf(target, run));
        if (fresh.length > 0) store.setState({ shots: { ...shots, value: merged(shots.value, fresh) } });
      }),
  };
}

const isShotOf = (target: string, { hasPicture, targets }: Run) => hasPicture === true && targets.includes(target);

/** Each once, newest first. */
const merged = (list: Run[], others: Run[]): Run[] =>
  [...list.filter(({ id }) => others.every((other) => other.id !== id)), ...others].sort(
    (one, other) => other.at - one.at || (one.id < other.id ? 1 : -1),
  );
