/** Something that goes wrong on purpose, for tests. */
export type Fault =
  /** Answers with this errcode and carries nothing out; `ip` is the caller's address that errmsg shows. */
  | { kind: 'errcode'; errcode: number; ip?: string }
  /** Carries the call out, and answers after so many ms. */
  | { kind: 'slow'; ms: number }
  /** Carries the call out, and answers what is no JSON. */
  | { kind: 'broken-json' }
  /** Carries the call out, and answers more than anybody should read. */
  | { kind: 'endless' }
  /** Cuts the connection when the request is read: before it is carried out, or before the answer. */
  | { kind: 'cut'; before: 'work' | 'answer' }
  /** Answers with this HTTP status, and carries nothing out. */
  | { kind: 'status'; status: number };

/** The faults that are set. */
export interface FaultPlan {
  /** Sets a fault for calls of this name (`*` for all), `times` times. The returned function takes it back. */
  add(name: string, fault: Fault, times?: number): () => void;
  /** The fault that the next call of this name meets; it is used up by one. */
  next(name: string): Fault | undefined;
}

export function createFaultPlan(): FaultPlan {
  const set = new Set<{ name: string; fault: Fault; left: number }>();
  return {
    add(name, fault, times = Number.POSITIVE_INFINITY) {
      const entry = { name, fault, left: times };
      set.add(entry);
      return () => void set.delete(entry);
    },
    next(name) {
      for (const entry of set) {
        if (entry.name !== '*' && entry.name !== name) continue;
        entry.left -= 1;
        if (entry.left <= 0) set.delete(entry);
        return entry.fault;
      }
      return undefined;
    },
  };
}
