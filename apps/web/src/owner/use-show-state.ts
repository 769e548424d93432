import { useEffect, useState } from 'react';
import type { Show, ShowState } from '#client';
import { api } from '../ui/api.js';
import { useEvery } from '../ui/use-every.js';

const EVERY_MS = 5_000;
/** What does not change by itself. */
const SETTLED: readonly ShowState[] = ['ended', 'draft'];

/** The state of a show, which a studio or a schedule moves on while its page is open. */
export function useShowState(showId: string, loaded: Show | undefined): ShowState | undefined {
  const [state, setState] = useState<ShowState>();
  useEffect(() => setState(loaded?.state), [loaded]);
  useEvery(state === undefined || SETTLED.includes(state) ? null : EVERY_MS, () => {
    // A page that is offline for a moment shows what it knew.
    api.show(showId).then(
      (show) => setState(show.state),
      () => undefined,
    );
  });
  return state;
}
