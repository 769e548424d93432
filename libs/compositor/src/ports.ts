/** What the compositor needs of a stage. `live` plugs a real one in; shapes match, rooms never meet. */

import type { VideoCodec } from '#media';

export type TrackSource = 'camera' | 'microphone' | 'screen' | 'screen-sound';
export type TrackCodec = VideoCodec | 'opus';

/** A sender's own pairing of its wall clock with its RTP clock (RFC 3550, 6.4.1). */
export interface SenderReport {
  ntpMs: number;
  rtpTimestamp: number;
}

/** Where a tapped track flows. Calls come in order; none may block. */
export interface TrackSink {
  /** One RTP packet as it arrived, with the monotonic time of arrival. The bytes are the sink's from now on. */
  packet(rtp: Uint8Array, arrivedMs: number): void;
  senderReport(report: SenderReport, arrivedMs: number): void;
  /** Muted or resumed by anybody: no packets come while paused. */
  paused(isPaused: boolean): void;
  /** The track is over. Nothing follows. */
  closed(): void;
}

/** One track of one participant, tapped from the stage. */
export interface TrackFeed {
  readonly trackId: string;
  readonly participantId: string;
  readonly source: TrackSource;
  readonly codec: TrackCodec;
  readonly clockRateHz: number;
  /** Starts the flow, once. */
  open(sink: TrackSink): Promise<void>;
  /** Asks the sender for a key frame; the stage throttles. */
  requestKeyFrame(): void;
  /** Holds the simulcast layer nearest above this height. */
  preferHeight(heightPx: number): void;
  close(): void;
}

/** The start of an encoder run: each replacement of a dead encoder is a new run of the same rendition. */
export interface RunOpening {
  renditionId: string;
  run: number;
  kind: 'video' | 'audio';
  /** Where this run's time zero stands in the programme: ticks/frameRate or samples/48000, exact. */
  start: { units: number; perSecond: number };
  /**
   * It goes on exactly where the run before of this rendition ended, under the same map, byte for byte: video with a key
   * frame, audio on the same grid of 1,024 samples. Its fragments may be published at any part, without a discontinuity.
   */
  continues?: true;
  /**
   * A segment begins where this run begins, for all renditions and without a discontinuity; said before anything of that
   * moment was handed on.
   */
  boundary?: true;
}

/** Where the programme flows: of each rendition and run the map (an initialization section), then whole fragments. */
export interface ProgrammeSink {
  runOpened(opening: RunOpening): void;
  bytes(renditionId: string, run: number, piece: Buffer): void;
  runClosed(renditionId: string, run: number): void;
}

/** One frame of the programme as it was encoded, for receivers in real time. */
export interface RealtimeFrame {
  kind: 'video' | 'audio';
  /** Where it stands in the programme, exact; moments that were sent before may come again after a takeover. */
  at: { units: number; perSecond: number };
  isKey: boolean;
  /** NAL units behind their lengths, parameter sets first in a key frame; or an Opus packet. */
  data: Uint8Array;
}
