import { createStore } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import type { Failure } from '../../shared/result.ts';
import type { ImportCandidate, ImportPreview, ImportSource } from '../../shared/target-import.ts';

/** What was left out of a candidate, which can be added all the same. */
const leftOut = new Set([
  ...['targets/import-field', 'targets/import-columns', 'targets/import-secrets', 'targets/import-jump', 'targets/import-proxy-command'],
  ...['targets/import-match', 'targets/import-match-exec', 'targets/import-include'],
]);

/** Whether a candidate can be added: nothing worse is wrong with it than what was left out. */
export const isAddable = ({ problems }: ImportCandidate): boolean => problems.every(({ code }) => leftOut.has(code));

export interface TargetImportState {
  preview: ImportPreview | null;
  /** The file that the preview was read from; null for what was pasted. */
  from: string | null;
  /** The candidates that are to be added, by their place in the preview: one line may tell of several. */
  chosen: number[];
  busy: 'read' | 'add' | null;
  failure: Failure | null;
  /** Reads a source; the candidates that are new and whole are chosen. */
  read(source: ImportSource, from: string | null): Promise<void>;
  choose(places: number[]): void;
  /** The ids of those that were added, or null. */
  add(): Promise<string[] | null>;
  clear(): void;
}

/** Many targets from a file. */
export function createTargetImportStore(bridge: WeiguanBridge) {
  const empty = { preview: null, from: null, chosen: [], busy: null, failure: null };
  let reading = 0;
  const store = createStore<TargetImportState>()((set, get) => ({
    ...empty,
    async read(source, from) {
      reading += 1;
      const turn = reading;
      set({ ...empty, from, busy: 'read' });
      const read = await bridge.call('targets.readImport', source);
      if (turn !== reading) return;
      if (!read.ok) return set({ busy: null, failure: read.error });
      const chosen = read.value.found.flatMap((candidate, place) => (isAddable(candidate) && !candidate.known ? [place] : []));
      set({ busy: null, preview: read.value, chosen });
    },
    choose: (chosen) => set({ chosen }),
    async add() {
      const { preview, chosen } = get();
      const targets = (preview?.found ?? [])
        .filter((candidate, place) => isAddable(candidate) && chosen.includes(place))
        .map(({ target }) => target);
      if (targets.length === 0) return null;
      set({ busy: 'add', failure: null });
      const added = await bridge.call('targets.import', { targets });
      if (!added.ok) {
        set({ busy: null, failure: added.error });
        return null;
      }
      set(empty);
      return targets.map(({ id }) => id);
    },
    clear() {
      reading += 1;
      set(empty);
    },
  }));
  return { store };
}
