import type { ProgrammeSettingsInput } from '#compositor';
import type { ProsceniumConfig } from '#kernel';

/** The configuration's words for a programme in the compositor's. */
export function programmeSettingsOf({ programme, ffmpegPath }: ProsceniumConfig): ProgrammeSettingsInput {
  return {
    width: programme.width,
    height: programme.height,
    frameRate: programme.frameRate,
    preset: programme.preset,
    audioBitrate: programme.audioBitrateBps,
    rungs: programme.rungs.map(({ heightPx, bitrateBps }) => ({
      shortSidePx: heightPx,
      bitrate: bitrateBps,
    })),
    ffmpegPath,
  };
}
