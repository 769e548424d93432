import type { ProgrammeHealth } from '#compositor';
import type { ProgrammeHealthView } from '#protocol';

/** The compositor's counting in the words of the host's panel. */
export function healthView(
  health: ProgrammeHealth,
  machineLoad: number,
  audienceBehindMs: ProgrammeHealthView['audienceBehindMs'],
): ProgrammeHealthView {
  return {
    ticks: health.ticks,
    repeatedFrames: health.repeatedFrames,
    droppedFrames: health.droppedFrames,
    lateTicks: health.lateTicks,
    decoderRestarts: health.tracks.reduce((sum, { decoderRestarts }) => sum + decoderRestarts, 0),
    encoderRestarts: health.videoEncoderRestarts + health.audioEncoderRestarts,
    encoderSpeed: health.encoderSpeed,
    soundLateMs: health.soundLateMs,
    loudness: loudnessView(health.loudness),
    machineLoad,
    audienceBehindMs,
  };
}

const loudnessView = (loudness: ProgrammeHealth['loudness']): ProgrammeHealthView['loudness'] =>
  loudness === undefined
    ? null
    : {
        momentaryLufs: loudness.momentary,
        shortTermLufs: loudness.shortTerm,
        integratedLufs: loudness.integrated ?? null,
        peakDb: loudness.peakDb,
        gainDb: loudness.gainDb,
      };
