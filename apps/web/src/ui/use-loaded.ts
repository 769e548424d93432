import { useCallback, useEffect, useState } from 'react';

export interface Loaded<T> {
  value: T | undefined;
  error: unknown;
  reload(): void;
}

/**
 * Something from the server: undefined while it comes, and again on demand. For what stands before the video, which waits for
 * no library; every other page has `useFetched`.
 */
export function useLoaded<T>(load: () => Promise<T>, key: string): Loaded<T> {
  const [state, setState] = useState<{ value: T | undefined; error: unknown }>({
    value: undefined,
    error: undefined,
  });
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` and `round` say when to load again
  useEffect(() => {
    let isHere = true;
    load().then(
      (value) => isHere && setState({ value, error: undefined }),
      (error) => isHere && setState((last) => ({ value: last.value, error })),
    );
    return () => {
      isHere = false;
    };
  }, [key, round]);
  const reload = useCallback(() => setRound((last) => last + 1), []);
  return { ...state, reload };
}
