import { useEffect, useState } from 'react';

const secondMs = 1000;

/** How many ms are left until a moment (Unix ms), renewed each second; undefined where there is no such moment. */
export function useCountdown(until: number | undefined): number | undefined {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (until === undefined) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), secondMs);
    return () => clearInterval(timer);
  }, [until]);
  return until === undefined ? undefined : Math.max(0, until - now);
}

/** Whole seconds still begun: what is left of 0.4 s is a second, so that nothing stands at zero while it still waits. */
export const begunSeconds = (ms: number) => Math.ceil(ms / secondMs) * secondMs;
