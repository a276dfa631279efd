import type { Monitor } from '../../shared/monitor/monitor.ts';
import { inMaintenance } from './hours.ts';
import type { Watched } from './watch.ts';

/** Which monitors stand behind which. */
export interface Ancestry {
  /** The parent, or its own, that is down or in maintenance: nothing can be told of what stands behind it. */
  downAbove(monitor: Monitor): Monitor | undefined;
  /** Those above of which it isn't known whether they still answered after this moment (Unix ms). */
  undecidedAbove(monitor: Monitor, since: number): string[];
  childrenOf(id: string): readonly string[];
  /** To be called when monitors were changed. */
  changed(): void;
}

/** Nobody builds longer chains; a circle that got in must not hang anything. */
const longestChain = 20;

/** @param all the monitors that are looked after, by id */
export function createAncestry(all: ReadonlyMap<string, Watched>, now: () => number): Ancestry {
  let children: Map<string, string[]> | undefined;

  /** Made when somebody asks: many monitors are changed one after the other. */
  function byParent(): Map<string, string[]> {
    if (children) return children;
    children = new Map();
    for (const { monitor } of all.values()) {
      if (monitor.parent === undefined) continue;
      const siblings = children.get(monitor.parent);
      if (siblings) siblings.push(monitor.id);
      else children.set(monitor.parent, [monitor.id]);
    }
    return children;
  }

  function above({ parent }: Monitor): Watched[] {
    const chain: Watched[] = [];
    let next = parent;
    while (next !== undefined && chain.length < longestChain) {
      const watched = all.get(next);
      if (!watched || chain.includes(watched)) break;
      chain.push(watched);
      next = watched.monitor.parent;
    }
    return chain.filter(({ monitor }) => !monitor.paused);
  }

  return {
    // why: it stands in maintenance until it is asked again, which may be long after that has ended
    downAbove: (child) =>
      above(child).find(({ standing, monitor }) => standing.state === 'down' || inMaintenance(monitor.maintenance, now()))?.monitor,
    undecidedAbove(monitor, since) {
      return above(monitor)
        .filter(({ standing, last, monitor: { check } }) => {
          if (standing.state === 'retrying') return true;
          // why: a job that reports by itself can't be asked
          if (check.kind === 'push') return false;
          return standing.state === 'maintenance' || (standing.state === 'up' && (last?.at ?? 0) < since);
        })
        .map(({ monitor: { id } }) => id);
    },
    childrenOf: (id) => byParent().get(id) ?? [],
    changed() {
      children = undefined;
    },
  };
}
