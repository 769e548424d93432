// What a frame of the programme says about the frames that are in it, wherever their tiles are and however large: colours
// that nothing else on the stage has. Values of BT.601 in the limited range.
import type { FramePoints } from '../origin/delivered-frames.js';

export const CLIP_FRAMES = 64;
const LEVELS = 8;
const CODE = { lumaLow: 50, lumaStep: 24, cbLow: 26, cbStep: 12, crLow: 34, crStep: 8, crLevels: 7 } as const;
/** The third part of a code depends on the others in such a way that a mixture of two frames is none. */
const CHECK = { luma: 3, cb: 5 } as const;
/** Coding moves a plain area by less: half a step, or nearly. */
const LUMA_OFF = 8;
const CHROMA_OFF = 4;
/** Of all points: a clip has the large place of its layout. */
const CLIP_POINTS = 0.1;
/** A title may lie over the rest of it. */
const ALIKE_POINTS = 0.6;
/** Where the flash begins, over what mixtures of other colours have, and where it is full. */
const FLASH = { low: 158, full: 208 } as const;

/** For FFmpeg's `geq`: a plain colour that is another one in each of 64 frames. */
export const CLIP_COLOURS = [
  `lum=${CODE.lumaLow}+${CODE.lumaStep}*mod(N\\,${LEVELS})`,
  `cb=${CODE.cbLow}+${CODE.cbStep}*trunc(N/${LEVELS})`,
  `cr=${CODE.crLow}+${CODE.crStep}*mod(${CHECK.luma}*mod(N\\,${LEVELS})+${CHECK.cb}*trunc(N/${LEVELS})\\,${CODE.crLevels})`,
].join(':');

/** For `geq`: a brightness that is another one with each frame, and the colour of a flash in the first three of 30. */
export const FLASH_COLOURS = ['cb', 'cr']
  .map((part) => `${part}=if(lt(mod(N\\,30)\\,3)\\,${FLASH.full}\\,128)`)
  .concat('lum=70+mod(N*37\\,140)')
  .join(':');

export interface FrameReading {
  /** The share of the frame that flashes. */
  flash: number;
  /** The number of the clip's frame that is shown; nothing where none is to be seen, or a mixture. */
  clip: number | undefined;
}

export const readFrame = ({ luma, cb, cr }: FramePoints): FrameReading => {
  let flash = 0;
  const found: { luma: number; cb: number; cr: number }[] = [];
  for (let at = 0; at < luma.length; at += 1) {
    const point = { luma: luma[at] ?? 0, cb: cb[at] ?? 0, cr: cr[at] ?? 0 };
    const share = (Math.min(point.cb, point.cr) - FLASH.low) / (FLASH.full - FLASH.low);
    flash += Math.min(1, Math.max(0, share));
    if (point.cr < 92 && point.cb < 124) found.push(point);
  }
  const isClip = found.length > luma.length * CLIP_POINTS;
  return { flash: flash / luma.length, clip: isClip ? clipNumber(found) : undefined };
};

function clipNumber(points: readonly { luma: number; cb: number; cr: number }[]): number | undefined {
  const middle = (part: 'luma' | 'cb' | 'cr') =>
    points.map((point) => point[part]).sort((a, b) => a - b)[points.length >> 1] ?? 0;
  const [luma, cb, cr] = [middle('luma'), middle('cb'), middle('cr')];
  const alike = points.filter((point) => Math.abs(point.luma - luma) <= LUMA_OFF).length;
  const low = Math.round((luma - CODE.lumaLow) / CODE.lumaStep);
  const high = Math.round((cb - CODE.cbLow) / CODE.cbStep);
  const check = (CHECK.luma * low + CHECK.cb * high) % CODE.crLevels;
  const isCode =
    [low, high].every((level) => level >= 0 && level < LEVELS) &&
    alike >= points.length * ALIKE_POINTS &&
    Math.abs(luma - CODE.lumaLow - low * CODE.lumaStep) <= LUMA_OFF &&
    Math.abs(cb - CODE.cbLow - high * CODE.cbStep) <= CHROMA_OFF &&
    Math.abs(cr - CODE.crLow - check * CODE.crStep) <= CHROMA_OFF;
  return isCode ? high * LEVELS + low : undefined;
}
