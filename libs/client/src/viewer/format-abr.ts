import type Hls from 'hls.js';
import type { HlsConfig } from 'hls.js';
import { fittingLevels, isSmallerOf, levelWithin } from './fitting-format.js';
import { isWithinSegment } from './within-segment.js';

/**
 * hls.js chooses by bitrate among all qualities that a playlist lists. Where the playlist lists several formats, the
 * choice is moved to the format that fits the screen. What is buffered of another format is still shown, up to the end of
 * its segment, so that turning the screen never stalls.
 */
export function formatAbrOf({ DefaultConfig }: typeof Hls): HlsConfig['abrController'] {
  return class FormatAbr extends DefaultConfig.abrController {
    override get firstAutoLevel(): number {
      return withinFormat(this.hls, super.firstAutoLevel);
    }

    override get nextAutoLevel(): number {
      const wanted = withinFormat(this.hls, super.nextAutoLevel);
      return this.hls && waitsForSegment(this.hls, wanted) ? this.hls.loadLevel : wanted;
    }

    override set nextAutoLevel(level: number) {
      super.nextAutoLevel = level;
    }
  };
}

const withinFormat = (hls: Hls | null, level: number): number =>
  hls ? levelWithin(hls.levels, fittingIn(hls), level) : level;

/**
 * Whether the quality that is loaded stays until its segment ends, before the wanted one. Less of the same video does not
 * wait: the connection is in need of it. Nor does anything where no media is left, or where the quality has failed.
 */
export function waitsForSegment(hls: Hls, wanted: number): boolean {
  const { levels, loadLevel, mainForwardBufferInfo: buffered } = hls;
  const [loaded, next] = [levels[loadLevel], levels[wanted]];
  if (!loaded?.details?.live || !next || wanted === loadLevel || isSmallerOf(loaded, next)) return false;
  if (loaded.loadError > 0 || loaded.fragmentError > 0 || !buffered?.len) return false;
  return isWithinSegment(loaded.details, buffered.end);
}

/** Players in a browser that does not decode AV1 in time. */
const withoutAv1 = new WeakSet<Hls>();

/** Qualities of AV1 are taken no more, where there are others of their shape. */
export const leaveAv1 = (hls: Hls): unknown => withoutAv1.add(hls);

/** Indexes of the qualities that fit the page now. */
export const fittingIn = (hls: Hls): number[] =>
  fittingLevels(hls.levels, { width: innerWidth, height: innerHeight }, !withoutAv1.has(hls));
