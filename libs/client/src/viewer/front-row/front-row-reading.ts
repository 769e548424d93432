import type { ViewerState } from '../viewer-state.js';
import type { Latency } from './front-row-player.js';

/** What the page tells of a front row, which is always at the live edge. */
export const frontRowReading = (
  latency: Latency | null | undefined,
  isFollowing: boolean,
): Partial<ViewerState> => ({
  behindS: 0,
  isLive: isFollowing,
  latencyS: latency?.seconds ?? null,
  isLatencyAbout: latency?.isAbout ?? false,
});
