import type { Show, ShowState } from '#client';
import { api } from '../ui/api.js';
import { useFetched } from '../ui/use-fetched.js';

const EVERY_MS = 5_000;
/** What does not change by itself. */
const SETTLED: readonly ShowState[] = ['ended', 'draft'];

/** The state of a show, which a studio or a schedule moves on while its page is open. */
export function useShowState(showId: string, loaded: Show | undefined): ShowState | undefined {
  // A page that is offline for a moment shows what it knew.
  const mayMove = loaded !== undefined && !SETTLED.includes(loaded.state);
  const { value } = useFetched(['show-state', showId], async () => (await api.show(showId)).state, {
    isWanted: mayMove,
    everyMs: (state) => (state !== undefined && SETTLED.includes(state) ? null : EVERY_MS),
  });
  return (mayMove ? value : undefined) ?? loaded?.state;
}
