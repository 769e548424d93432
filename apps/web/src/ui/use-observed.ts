import { useCallback, useSyncExternalStore } from 'react';
import type { Observed } from '#client';

export function useObserved<T>(observed: Observed<T>): T {
  const subscribe = useCallback((listener: () => void) => observed.watch(listener), [observed]);
  return useSyncExternalStore(subscribe, () => observed.value);
}
