import type { Guest } from './guest.js';
import type { PlayedPosition, TrackHealth } from './programme-health.js';
import type { TrackTiming } from './source/track-timing.js';
import type { VideoTrack } from './source/video-track.js';

const shownBefore = new WeakMap<VideoTrack, number>();

/** Audio against video as both are played now, by the sender's own clock. */
function soundLateMs(guest: Guest, video: VideoTrack): number | undefined {
  const source = video.opening.source === 'screen' ? 'screen-sound' : 'microphone';
  const audio = guest.audio(source);
  const { shownRtp } = video;
  const position = audio?.position;
  if (!audio || shownRtp === undefined || position === undefined) return undefined;
  if (!audio.timing.isReported || !video.timing.isReported) return undefined;
  const seenMs = shownRtp / video.timing.perMs + video.timing.senderOffsetMs;
  const heardMs = position / audio.timing.perMs + audio.timing.senderOffsetMs;
  return seenMs - heardMs;
}

/** A moment that the programme plays now. */
export interface PlayedMoment {
  localMs: number;
  /** From the programme's first frame on. */
  elapsedMs: number;
}

const TURN = 2 ** 32;

function playedOf(
  position: number | undefined,
  timing: TrackTiming,
  { elapsedMs }: PlayedMoment,
): { played?: PlayedPosition } {
  if (position === undefined) return {};
  const rtp = ((Math.round(position) % TURN) + TURN) % TURN;
  const senderMs = position / timing.perMs + timing.senderOffsetMs;
  return { played: { atMs: elapsedMs, rtp, ...(timing.isReported ? { senderMs } : {}) } };
}

/** What each track goes through, and the frames that none of them showed. */
export function trackHealth(guests: Iterable<Guest>, seconds: number, moment: PlayedMoment) {
  const tracks: TrackHealth[] = [];
  let droppedFrames = 0;
  let worstMs = 0;
  const { localMs } = moment;
  for (const guest of guests) {
    for (const video of guest.videos.values()) {
      droppedFrames += video.dropped;
      const shown = video.shownCount;
      const lateMs = soundLateMs(guest, video);
      if (Math.abs(lateMs ?? 0) > Math.abs(worstMs)) worstMs = lateMs ?? 0;
      tracks.push({
        trackId: video.opening.trackId,
        participantId: guest.id,
        source: video.opening.source,
        lostPackets: video.lostPackets,
        decoderRestarts: video.decoderRestarts,
        framesPerSecond: (shown - (shownBefore.get(video) ?? 0)) / seconds,
        delayMs: guest.syncOf(video.opening.source).heldMs(video.timing),
        ...playedOf(guest.syncOf(video.opening.source).playedAt(video.timing, localMs), video.timing, moment),
        ...(lateMs === undefined ? {} : { soundLateMs: lateMs }),
      });
      shownBefore.set(video, shown);
    }
    for (const audio of guest.audios.values()) {
      tracks.push({
        trackId: audio.opening.trackId,
        participantId: guest.id,
        source: audio.opening.source,
        lostPackets: audio.latePackets,
        decoderRestarts: 0,
        concealedSamples: audio.concealedSamples,
        driftPpm: audio.driftPpm,
        delayMs: guest.syncOf(audio.opening.source).heldMs(audio.timing),
        // Where it is and not where it should be: it is brought there slowly.
        ...playedOf(audio.position, audio.timing, moment),
      });
    }
  }
  return { tracks, droppedFrames, soundLateMs: worstMs };
}
