import { useEffect, useRef } from 'react';

/** Calls again and again while the component is there; `null` pauses. */
export function useEvery(everyMs: number | null, work: () => void): void {
  const latest = useRef(work);
  latest.current = work;
  useEffect(() => {
    if (everyMs === null) return;
    const timer = setInterval(() => latest.current(), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
}
