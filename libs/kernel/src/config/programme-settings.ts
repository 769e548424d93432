import { z } from 'zod';
import { PROGRAMME_LIMITS } from './programme-limits.js';
import { setting } from './setting.js';

export interface ProgrammeRung {
  /** Width follows from the programme's shape. */
  heightPx: number;
  bitrateBps: number;
}

const RUNG = /^(\d{3,4})p:(\d{2,5})k$/;

const { rungs, rungBitrateBps, rungSidePx, audioBitrateBps } = PROGRAMME_LIMITS;

function isEncodable(text: string): boolean {
  const [, height, kilobits] = RUNG.exec(text) ?? [];
  const [heightPx, bitrateBps] = [Number(height), Number(kilobits) * 1_000];
  if (heightPx % 2 !== 0 || heightPx < rungSidePx.min || heightPx > rungSidePx.max) return false;
  return bitrateBps >= rungBitrateBps.min && bitrateBps <= rungBitrateBps.max;
}

const aRung = z
  .string()
  .regex(RUNG)
  .refine(isEncodable)
  .transform((text): ProgrammeRung => {
    const [, height, kilobits] = RUNG.exec(text) ?? [];
    return { heightPx: Number(height), bitrateBps: Number(kilobits) * 1000 };
  });

// Chroma is stored for every second row and column, so both sides are even.
const aSidePx = z.int().min(180).max(1920).multipleOf(2);
const aSideText = 'an even number of pixels from 180 to 1920';

export const programmeSettings = z.object({
  width: setting(aSidePx.default(1280), { says: 'Width of the video.', expects: aSideText }),
  height: setting(aSidePx.default(720), { says: 'Height of the video.', expects: aSideText }),
  frameRate: setting(z.literal([24, 25, 30, 50, 60]).default(30), {
    says: 'Frames a second.',
    expects: '24, 25, 30, 50 or 60',
  }),
  rungs: setting(
    z.array(aRung).min(rungs.min).max(rungs.max).prefault(['720p:2500k', '480p:1200k', '360p:600k']),
    {
      says: 'The ladder of qualities that viewers choose from: height and bits a second of each.',
      expects:
        'one to five, such as 720p:2500k,360p:600k, from 100k to 20000k, of even heights that are not above programme.height',
      defaultText: '720p:2500k,480p:1200k,360p:600k',
    },
  ),
  audioBitrateBps: setting(z.int().min(audioBitrateBps.min).max(audioBitrateBps.max).default(128_000), {
    says: 'Bits a second of the audio.',
    expects: 'a number from 48000 to 320000',
  }),
  preset: setting(
    z.enum(['ultrafast', 'superfast', 'veryfast', 'faster', 'fast', 'medium']).default('veryfast'),
    {
      says: 'How hard x264 tries: slower presets look better and cost more.',
      expects: 'ultrafast, superfast, veryfast, faster, fast or medium',
    },
  ),
  rates: setting(z.enum(['capped', 'steady']).default('steady'), {
    says: 'capped: each quality takes as many bits as its video needs, up to those of the ladder; steady: always those. Of x264.',
    expects: 'capped or steady',
  }),
  encoder: setting(z.enum(['x264', 'nvenc', 'vaapi', 'qsv']).default('x264'), {
    says: 'What encodes the video: the processor, or a graphics device. x264 takes its place where it does not work.',
    expects: 'x264, nvenc, vaapi or qsv',
  }),
  encoderDevice: setting(
    z
      .string()
      .regex(/^\/dev\/dri\/renderD\d{1,3}$/)
      .default('/dev/dri/renderD128'),
    { says: 'The graphics device of vaapi and qsv.', expects: 'such as /dev/dri/renderD128' },
  ),
});
