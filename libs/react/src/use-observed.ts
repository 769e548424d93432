import { useSyncExternalStore } from 'react';
import type { Observed } from '#client';

/** The value of something that can be watched, as a component's own. */
export function useObserved<T>(observed: Observed<T>): T {
  return useSyncExternalStore(
    (changed) => observed.watch(changed),
    () => observed.value,
  );
}
