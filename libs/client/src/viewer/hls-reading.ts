import type { Engine } from './engine.js';
import { hlsLatencyS } from './hls-latency.js';
import type { ViewerState } from './viewer-state.js';

export interface HlsMoment {
  engine: Engine;
  edgeS: number;
  isFollowing: boolean;
  isComplete: boolean;
}

/** Where an HLS player is, as the page tells it. */
export function hlsReading(
  { currentTime }: HTMLVideoElement,
  { engine, edgeS, isFollowing, isComplete }: HlsMoment,
  clockOffsetMs: number | null | undefined,
): Partial<ViewerState> & Pick<ViewerState, 'behindS'> {
  const behindS = Math.max(0, edgeS - currentTime);
  return {
    behindS,
    isLive: isFollowing && !isComplete,
    isComplete,
    windowS: Math.max(0, edgeS - (engine.windowStartS ?? 0)),
    latencyS: hlsLatencyS(engine.playingWallMs, clockOffsetMs, behindS),
    isLatencyAbout: false,
    mediaHost: engine.mediaHost ?? null,
  };
}
