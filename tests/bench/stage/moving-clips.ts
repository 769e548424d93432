// Frames with motion and noise, so that decoders and encoders work as hard as for people.
import { opusUnits, vp8Units } from '../../support/compositor/guests.js';
import type { SentUnit } from '../../support/compositor/synthetic-track.js';

const HUES = [0, 70, 140, 210, 280];

export interface BusyGuest {
  video: SentUnit[];
  audio: SentUnit[];
}

/** Different for each index; 640x360 at 30 a second unless told otherwise. */
export async function busyGuest(index: number, width = 640, height = 360): Promise<BusyGuest> {
  const hue = HUES[index % HUES.length] ?? 0;
  const [video, audio] = await Promise.all([
    vp8Units({
      source: 'testsrc2',
      width,
      height,
      frameRate: 30,
      seconds: 4,
      bitrate: '700k',
      filter: `hue=h=${hue},noise=alls=6:allf=t,gblur=sigma=1.2`,
    }),
    opusUnits(`sine=f=${220 + 60 * index}`, 4),
  ]);
  return { video, audio };
}
