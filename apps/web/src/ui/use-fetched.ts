import { keepPreviousData, type QueryKey, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { numberOfWho } from './person.js';
import { mayPass } from './problem-kind.js';
import { queryClient } from './query-client.js';

export interface Fetched<T> {
  value: T | undefined;
  error: unknown;
  reload(): void;
}

interface FetchOptions<T> {
  /** How often it is fetched again; null for once. */
  everyMs?: number | null | ((value: T | undefined) => number | null);
  /** False: not yet, or not any more. */
  isWanted?: boolean;
  /** Shown as it was when the same person opens the page again, while the newest comes; not for what a form begins with. */
  isKept?: boolean;
  /** The value of the key before stays until that of the newest is here. */
  keepsLast?: boolean;
}

/** What was unreachable, or a fault of the server, is tried again by itself. */
const AFTER_FAILURE_MS = 5_000;

/** Something from the server: undefined while it comes, and again on demand. Who wants the same key shares one request. */
export function useFetched<T>(
  key: QueryKey,
  load: () => Promise<T>,
  options: FetchOptions<T> = {},
): Fetched<T> {
  const { everyMs = null, isWanted = true, isKept = false, keepsLast = false } = options;
  const { data, error, refetch } = useQuery<T>(
    {
      queryKey: isKept ? [...key, numberOfWho()] : key,
      queryFn: load,
      enabled: isWanted,
      ...(isKept ? {} : { gcTime: 0 }),
      ...(keepsLast ? { placeholderData: keepPreviousData } : {}),
      refetchInterval: ({ state }) => {
        const everyNowMs = typeof everyMs === 'function' ? everyMs(state.data) : everyMs;
        if (state.status !== 'error' || !mayPass(state.error)) return everyNowMs ?? false;
        return Math.min(everyNowMs ?? AFTER_FAILURE_MS, AFTER_FAILURE_MS);
      },
    },
    queryClient,
  );
  const reload = useCallback(() => void refetch(), [refetch]);
  return { value: data, error: error ?? undefined, reload };
}
