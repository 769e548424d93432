export type EncodeReason = 'b-frames' | 'gop' | 'format' | 'rate' | 'srt';

/** H.264 profiles of 8 bits and 4:2:0 that every decoder of the stage reads: Baseline, Main, Extended, High. */
export const COPIED_PROFILES: ReadonlySet<number> = new Set([66, 77, 88, 100]);

const WHY: Record<EncodeReason, string> = {
  'b-frames':
    'It sends B-frames, which real-time video cannot have: the server encodes it again. Switch B-frames off in the encoder (OBS: x264 option bframes=0, or the profile "baseline") to save that.',
  gop: 'Its key frames are more than 4.5 seconds apart: the server encodes it again. Set the key frame interval to 1 or 2 seconds to save that.',
  format:
    'Its video is not 8-bit 4:2:0 H.264: the server encodes it again. Choose H.264 with the profile "high" or "main" and the colour format NV12 to save that.',
  rate: 'It sends more than 75 frames a second: the server encodes it again with 60. Set the frame rate to 30 or 60 to save that.',
  srt: 'It comes by SRT, and not as H.264 and AAC in frames: the server encodes its video again. Choose H.264 without interlacing and AAC in the encoder to save that.',
};
const COST = 'That takes about a sixth of a processor core at 720p.';

/** For the owner: what is done, what it costs and how to avoid it. */
export const noteOf = (reason: EncodeReason): string => `${WHY[reason]} ${COST}`;
