import { useEffect, useRef, useState } from 'react';
import type { MonitorView } from '../../../shared/monitor/monitor.ts';
import { steadyMonitors } from '../../stores/monitor-list.ts';

interface Order {
  monitors: MonitorView[];
  /** They would stand in another order, if the pointer weren't over them. */
  isLate: boolean;
  /** For what the pointer enters and leaves. */
  pointer: { onPointerEnter: () => void; onPointerLeave: () => void };
}

/** Monitors in their order, which stays as it is while the pointer is over them. */
export function useOrder(listed: MonitorView[]): Order {
  const [isHeld, setHeld] = useState(false);
  const order = useRef<string[]>([]);
  const monitors = isHeld ? steadyMonitors(listed, order.current) : listed;
  useEffect(() => {
    order.current = monitors.map(({ id }) => id);
  });
  return {
    monitors,
    isLate: isHeld && monitors.some(({ id }, place) => id !== listed[place]?.id),
    pointer: { onPointerEnter: () => setHeld(true), onPointerLeave: () => setHeld(false) },
  };
}
