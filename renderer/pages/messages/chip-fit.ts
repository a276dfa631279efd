/**
 * How many things in a line fit into its width; where not all do, there is room left for a button that opens the others.
 * @param ends where each of them ends, in px from the line's beginning
 * @param buttonPx what the button takes, with the gap before it
 */
export function fitting(ends: readonly number[], width: number, buttonPx: number): number {
  const count = (most: number) => ends.filter((end) => end <= most).length;
  const all = count(width);
  return all === ends.length ? all : count(width - buttonPx);
}
