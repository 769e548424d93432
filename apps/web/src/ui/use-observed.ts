import { useCallback, useSyncExternalStore } from 'react';
import type { Observed } from '#client';

export function useObserved<T>(observed: Pick<Observed<T>, 'value' | 'watch'>): T {
  const subscribe = useCallback((listener: () => void) => observed.watch(listener), [observed]);
  return useSyncExternalStore(subscribe, () => observed.value);
}
