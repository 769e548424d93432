/** What the encoders take. The configuration and the compositor read the same bounds. */
export const PROGRAMME_LIMITS = {
  rungs: { min: 1, max: 5 },
  rungBitrateBps: { min: 100_000, max: 20_000_000 },
  /** The shorter side. Chroma is stored for every second row and column, so it is even. */
  rungSidePx: { min: 64, max: 3_840 },
  audioBitrateBps: { min: 48_000, max: 320_000 },
} as const;
