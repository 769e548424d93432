import { type CaptureChoice, Observed, RESOLUTIONS } from '#client';
import { readSetting, writeSetting } from './settings.js';

/** How a person wants to see themselves and where others are heard, on this device. */
export const deviceWishes = new Observed({
  isMirrored: readSetting('mirror') !== 'off',
  /** Empty: where the system plays. */
  speakerId: readSetting('speaker') ?? '',
});

export function setMirrored(isMirrored: boolean): void {
  writeSetting('mirror', isMirrored ? 'on' : 'off');
  deviceWishes.patch({ isMirrored });
}

export function setSpeaker(speakerId: string): void {
  writeSetting('speaker', speakerId);
  deviceWishes.patch({ speakerId });
}

export function keptCapture(): Partial<CaptureChoice> {
  const kept = readSetting('resolution');
  const resolution = RESOLUTIONS.find((each) => each === kept);
  return {
    ...(resolution ? { resolution } : {}),
    ...{ isMusic: readSetting('music') === 'on', hasNoise: readSetting('noise') === 'on' },
  };
}

export function keepCapture({ resolution, isMusic, hasNoise }: CaptureChoice): void {
  writeSetting('resolution', resolution);
  writeSetting('music', isMusic ? 'on' : 'off');
  writeSetting('noise', hasNoise ? 'on' : 'off');
}
