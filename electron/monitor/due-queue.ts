/** What is due when, soonest first: a binary heap in which each name stands once. */
export interface DueQueue {
  /** Puts a name in, or moves it. */
  put(name: string, due: number): void;
  remove(name: string): void;
  dueOf(name: string): number | undefined;
  first(): { name: string; due: number } | undefined;
}

export function createDueQueue(): DueQueue {
  const heap: { name: string; due: number }[] = [];
  const places = new Map<string, number>();

  const at = (place: number) => heap[place] as { name: string; due: number };
  function set(place: number, entry: { name: string; due: number }): void {
    heap[place] = entry;
    places.set(entry.name, place);
  }
  function rise(from: number): void {
    let place = from;
    const entry = at(place);
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (at(parent).due <= entry.due) break;
      set(place, at(parent));
      place = parent;
    }
    set(place, entry);
  }
  function sink(from: number): void {
    let place = from;
    const entry = at(place);
    for (;;) {
      let child = 2 * place + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && at(child + 1).due < at(child).due) child++;
      if (at(child).due >= entry.due) break;
      set(place, at(child));
      place = child;
    }
    set(place, entry);
  }

  return {
    put(name, due) {
      const place = places.get(name) ?? heap.length;
      set(place, { name, due });
      rise(place);
      sink(places.get(name) as number);
    },
    remove(name) {
      const place = places.get(name);
      if (place === undefined) return;
      places.delete(name);
      const last = heap.pop();
      if (!last || last.name === name) return;
      set(place, last);
      rise(place);
      sink(places.get(last.name) as number);
    },
    dueOf: (name) => (places.has(name) ? at(places.get(name) as number).due : undefined),
    first: () => heap[0],
  };
}
