/**
 * Gives each visible row an element to stand in. A row that leaves the screen leaves its element to one that comes, which
 * costs a change of texts instead of a new element.
 */
export function createRowSlots() {
  let taken = new Map<string, number>();
  let made = 0;
  return (ids: readonly string[]): Map<string, number> => {
    const staying = new Map<string, number>();
    for (const id of ids) {
      const slot = taken.get(id);
      if (slot !== undefined) staying.set(id, slot);
    }
    const used = new Set(staying.values());
    const free: number[] = [];
    for (let slot = 0; slot < made; slot += 1) if (!used.has(slot)) free.push(slot);
    for (const id of ids) {
      if (staying.has(id)) continue;
      const slot = free.pop() ?? made;
      if (slot === made) made += 1;
      staying.set(id, slot);
    }
    taken = staying;
    // Slots of a taller window are given up with it.
    made = Math.max(-1, ...staying.values()) + 1;
    return staying;
  };
}
