import type { Result } from '../../shared/result.ts';
import type { Target } from '../../shared/target.ts';
import type { Driver } from './driver.ts';

/** What words for targets stand for. `near` (ids, tags) and `candidates` are best first. */
export type Found =
  | { kind: 'found'; targets: Target[] }
  | { kind: 'ambiguous'; word: string; candidates: Target[] }
  | { kind: 'none'; word: string; near: string[] };

/** The targets, as commands see them. */
export interface Fleet {
  /** All of them, the gateway's own computer first. */
  all(): readonly Target[];
  /** Whether it stands in the config file, and only that changes it. */
  isFixed(id: string): boolean;
  /** Finds targets by what somebody wrote: ids, names, beginnings, `web-*`, `@tag`, several with commas or spaces between. */
  find(words: string): Found;
  /** The ways to a target, most direct first; they belong to the fleet, which closes them. Fails where its secrets can't be read. */
  drivers(target: Target): Promise<Result<readonly Driver[]>>;
}
