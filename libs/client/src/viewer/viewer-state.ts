import type { Availability } from './await-show.js';
import type { Caption } from './caption-choice.js';
import type { Quality } from './engine.js';

export type ViewerPhase =
  | 'waiting'
  | 'loading'
  | 'playing'
  | 'paused'
  | 'ended'
  | 'forbidden'
  | 'unsupported'
  | 'closed';

export interface ViewerState {
  phase: ViewerPhase;
  buffering: boolean;
  fault: 'network' | 'media' | 'unreachable' | null;
  /** The browser refused audio before the first gesture on the page: one press unmutes. */
  mutedByBrowser: boolean;
  muted: boolean;
  volume: number;
  qualities: readonly Quality[];
  /** Null is automatic. */
  chosenQuality: number | null;
  playingQuality: number | null;
  captions: readonly Caption[];
  /** Null is none. */
  chosenCaption: number | null;
  isLive: boolean;
  /** The show is over: what there is of it plays from its beginning to its end. */
  isComplete: boolean;
  behindS: number;
  /** Of who is in the past, times that of the show. */
  speed: number;
  windowS: number;
  latencyS: number | null;
  /** The latency is without what only the server's clock would tell. */
  isLatencyAbout: boolean;
  /** Where the media comes from, when it is not the page's own host: an edge, or a CDN. */
  mediaHost: string | null;
  /** What plays: low-latency HLS, or the front row in real time. */
  transport: 'hls' | 'webrtc';
  /** The show has a front row in which this viewer has been. */
  offersRealTime: boolean;
  stalls: number;
}

/** Before anything is known. */
export const FIRST_STATE: ViewerState = {
  phase: 'loading',
  buffering: false,
  fault: null,
  mutedByBrowser: false,
  muted: false,
  volume: 1,
  qualities: [],
  chosenQuality: null,
  playingQuality: null,
  captions: [],
  chosenCaption: null,
  isLive: true,
  isComplete: false,
  behindS: 0,
  speed: 1,
  windowS: 0,
  latencyS: null,
  isLatencyAbout: false,
  mediaHost: null,
  transport: 'hls',
  offersRealTime: false,
  stalls: 0,
};

/** The state of a viewer whose show cannot be played yet. */
export const waitingFor = (availability: Availability): Partial<ViewerState> => ({
  phase: availability === 'forbidden' ? 'forbidden' : 'waiting',
  fault: availability === 'unreachable' ? 'unreachable' : null,
});
