/** How fine the programme is cut. `low` is the default. */
export type ProfileName = 'low' | 'ultra' | 'standard';

export interface Profile {
  name: ProfileName;
  /** A whole number of seconds: it is TARGETDURATION, and the encoders' key frame distance divides it. */
  segmentSeconds: number;
  /** Absent: whole segments only. */
  partSeconds?: number | undefined;
}

export const PROFILES: Readonly<Record<ProfileName, Profile>> = {
  low: { name: 'low', segmentSeconds: 2, partSeconds: 0.5 },
  ultra: { name: 'ultra', segmentSeconds: 2, partSeconds: 0.2 },
  standard: { name: 'standard', segmentSeconds: 2 },
};

/** A profile made exact for a frame rate: the step of the part grid is a whole number of frames. */
export interface Cadence {
  segmentSeconds: number;
  stepSeconds: number;
  hasParts: boolean;
}

export function cadenceOf(profile: Profile, frameRate: number): Cadence {
  const { segmentSeconds, partSeconds } = profile;
  if (partSeconds === undefined) return { segmentSeconds, stepSeconds: segmentSeconds, hasParts: false };
  const frames = Math.max(1, Math.round(partSeconds * frameRate));
  return { segmentSeconds, stepSeconds: frames / frameRate, hasParts: true };
}

/** What was said waits for the end of a part of captions. */
const LONGEST_CAPTION_PART_SECONDS = 0.3;

/** How far apart captions are cut: twice in a long part of the video, so that they wait half as long. */
export function captionStepOf({ stepSeconds, hasParts }: Cadence): number {
  return hasParts && stepSeconds > LONGEST_CAPTION_PART_SECONDS ? stepSeconds / 2 : stepSeconds;
}

/** AAC-LC: 1024 samples at 48 kHz. */
const AUDIO_FRAME_SECONDS = 1_024 / 48_000;

/**
 * PART-TARGET is an upper bound. Video meets the grid exactly; audio is cut at the frame nearest to it,
 * so its longest part is one frame more than the whole frames that fit.
 */
export function partTargetOf(cadence: Cadence, kind: 'video' | 'audio' | 'subtitles'): number | undefined {
  if (!cadence.hasParts) return undefined;
  if (kind === 'subtitles') return captionStepOf(cadence);
  if (kind === 'video') return cadence.stepSeconds;
  return Math.ceil(cadence.stepSeconds / AUDIO_FRAME_SECONDS - 1e-9) * AUDIO_FRAME_SECONDS;
}

const PART_HOLD_BACK_PARTS = 3;

/**
 * "If different Renditions have different Part Target Durations then PART-HOLD-BACK SHOULD be at least three times the
 * maximum" (RFC 8216bis, 4.4.3.8). Video keeps its own, which is a frame of audio less: players that come start there.
 */
export function partHoldBackOf(cadence: Cadence, kind: 'video' | 'audio' | 'subtitles'): number | undefined {
  const partTarget = partTargetOf(cadence, kind === 'subtitles' ? 'audio' : kind);
  return partTarget && PART_HOLD_BACK_PARTS * partTarget;
}
