export const RESOLUTIONS = ['360', '720', '1080'] as const;

/** What a person wants of camera and microphone, whichever these are. */
export interface CaptureChoice {
  resolution: (typeof RESOLUTIONS)[number];
  /** Instruments: nothing is taken for noise or echo and cut away, and both channels are kept. */
  isMusic: boolean;
  /** The room stays to be heard. */
  hasNoise: boolean;
}

export const USUAL_CAPTURE: CaptureChoice = { resolution: '720', isMusic: false, hasNoise: false };

export function cameraFor({ resolution }: Pick<CaptureChoice, 'resolution'>): MediaTrackConstraints {
  const height = Number(resolution);
  return {
    width: { ideal: Math.round((height * 16) / 9) },
    height: { ideal: height },
    frameRate: { ideal: 30, max: 30 },
  };
}

export function microphoneFor({
  isMusic,
  hasNoise,
}: Pick<CaptureChoice, 'isMusic' | 'hasNoise'>): MediaTrackConstraints {
  return {
    echoCancellation: !isMusic,
    noiseSuppression: !isMusic && !hasNoise,
    autoGainControl: !isMusic,
    channelCount: { ideal: 2 },
  };
}
