import type { Monitor } from '../../shared/monitor/monitor.ts';
import { freeId } from './free-id.ts';

export interface CopyContext {
  isIdTaken(id: string): boolean;
  isNameTaken(name: string): boolean;
  /** A token for a push monitor. */
  newToken(): string;
}

/** A monitor like another one, under an id and a name of its own; it is paused, so that it can be changed first. */
export const copyOf = (original: Monitor, { isIdTaken, isNameTaken, newToken }: CopyContext): Monitor => ({
  ...original,
  id: freeId(original.id, isIdTaken),
  name: freeId(original.name.slice(0, 60), isNameTaken),
  check: original.check.kind === 'push' ? { ...original.check, token: newToken() } : original.check,
  paused: true,
});
