import { useEffect, useRef, useState } from 'react';
import type { MonitorView } from '../../../shared/monitor/monitor.ts';
import { steadyMonitors } from '../../stores/monitor-list.ts';

/** A pointer that has not moved for so long is not about to click, in ms. */
const restMs = 5000;

interface Order {
  monitors: MonitorView[];
  /** They would stand in another order, if the pointer weren't over them. */
  isLate: boolean;
  /** For what the pointer moves over. */
  pointer: { onPointerMove: () => void; onPointerLeave: () => void };
}

/** Monitors in their order, which stays as it is while the pointer moves over them. */
export function useOrder(listed: MonitorView[]): Order {
  const [isHeld, setHeld] = useState(false);
  const order = useRef<string[]>([]);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  const monitors = isHeld ? steadyMonitors(listed, order.current) : listed;
  useEffect(() => {
    order.current = monitors.map(({ id }) => id);
  });
  useEffect(() => () => clearTimeout(rest.current), []);
  const letGo = () => {
    clearTimeout(rest.current);
    setHeld(false);
  };
  const hold = () => {
    clearTimeout(rest.current);
    // why: who watches from afar leaves the pointer where it is, and still wants what is down at the top
    rest.current = setTimeout(letGo, restMs);
    setHeld(true);
  };
  return {
    monitors,
    isLate: isHeld && monitors.some(({ id }, place) => id !== listed[place]?.id),
    pointer: { onPointerMove: hold, onPointerLeave: letGo },
  };
}
