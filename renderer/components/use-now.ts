import { useEffect, useState } from 'react';

const minuteMs = 60_000;

/** The present, in ms, renewed each minute: enough to tell today from yesterday. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), minuteMs);
    return () => clearInterval(timer);
  }, []);
  return now;
}
