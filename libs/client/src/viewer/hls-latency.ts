type Known = number | null | undefined;

/** By the encoder's clock where the offset to it is known, else by what the playlist says of its edge. */
export const hlsLatencyS = (playingWallMs: Known, clockOffsetMs: Known, behindS: number): number =>
  playingWallMs == null || clockOffsetMs == null
    ? behindS
    : Math.max(0, (Date.now() + clockOffsetMs - playingWallMs) / 1_000);
