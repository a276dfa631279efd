/** The parts of a key press that matter here. */
export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** What a key press comes to: the name of a stroke (`j`, `g m`, `mod+k`), or a first key that waits for the second. */
export interface Stroke {
  name: string;
  waiting: boolean;
}

const leader = 'g';

/**
 * Names a key press.
 * @param before the first key of a sequence that is under way, or ''
 */
export function readKey(press: KeyPress, before: string): Stroke {
  if (press.ctrlKey || press.metaKey) return { name: press.altKey ? '' : `mod+${press.key.toLowerCase()}`, waiting: false };
  if (press.altKey) return { name: '', waiting: false };
  if (before === leader) return { name: `${leader} ${press.key}`, waiting: false };
  if (press.key === leader) return { name: leader, waiting: true };
  return { name: press.key, waiting: false };
}
