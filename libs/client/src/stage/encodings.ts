import type { WireTrackSource } from '#protocol';

interface Encoding {
  rid?: string;
  scaleResolutionDownBy?: number;
  maxBitrate: number;
  maxFramerate?: number;
  scalabilityMode?: string;
  priority?: RTCPriorityType;
}

/** Three layers of a camera, smallest first: the order that simulcast expects. */
const CAMERA: Encoding[] = [
  { rid: 'q', scaleResolutionDownBy: 4, maxBitrate: 180_000, scalabilityMode: 'L1T3' },
  { rid: 'h', scaleResolutionDownBy: 2, maxBitrate: 600_000, scalabilityMode: 'L1T3' },
  { rid: 'f', scaleResolutionDownBy: 1, maxBitrate: 2_000_000, scalabilityMode: 'L1T3' },
];

/** One good layer: text has to stay sharp, and a screen moves little. */
const SCREEN: Encoding[] = [{ maxBitrate: 2_500_000, maxFramerate: 30 }];

export const encodingsOf = (source: WireTrackSource): Encoding[] | undefined =>
  source === 'camera' ? CAMERA : source === 'screen' ? SCREEN : undefined;

/** Forward error correction on, silence suppression off: the programme's mixer wants every frame. */
export const codecOptionsOf = (source: WireTrackSource): Record<string, boolean | number> | undefined => {
  if (source === 'microphone') return { opusFec: true, opusDtx: false, opusStereo: false };
  if (source === 'screen-sound') return { opusFec: true, opusDtx: false, opusStereo: true };
  return { videoGoogleStartBitrate: 1_000 };
};
