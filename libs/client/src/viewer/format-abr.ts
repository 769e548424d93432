import type Hls from 'hls.js';
import type { HlsConfig } from 'hls.js';
import { fittingLevels, levelWithin } from './fitting-format.js';

/**
 * hls.js chooses by bitrate among all qualities that a playlist lists. Where the playlist lists several formats, the
 * choice is moved to the format that fits the screen. What is buffered of another format is still shown, so that
 * turning the screen never stalls.
 */
export function formatAbrOf({ DefaultConfig }: typeof Hls): HlsConfig['abrController'] {
  return class FormatAbr extends DefaultConfig.abrController {
    override get firstAutoLevel(): number {
      return withinFormat(this.hls, super.firstAutoLevel);
    }

    override get nextAutoLevel(): number {
      return withinFormat(this.hls, super.nextAutoLevel);
    }

    override set nextAutoLevel(level: number) {
      super.nextAutoLevel = level;
    }
  };
}

const withinFormat = (hls: Hls | null, level: number): number =>
  hls ? levelWithin(hls.levels, fittingIn(hls), level) : level;

/** Players in a browser that does not decode AV1 in time. */
const withoutAv1 = new WeakSet<Hls>();

/** Qualities of AV1 are taken no more, where there are others of their shape. */
export const leaveAv1 = (hls: Hls): unknown => withoutAv1.add(hls);

/** Indexes of the qualities that fit the page now. */
export const fittingIn = (hls: Hls): number[] =>
  fittingLevels(hls.levels, { width: innerWidth, height: innerHeight }, !withoutAv1.has(hls));
