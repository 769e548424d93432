/** From the processor. */
export type FromProcessor =
  /** Some frames were cleaned: how long each took on average. */
  { kind: 'cleaned'; tookMs: number } | { kind: 'failed'; reason: string };

/** The name under which the processor is registered. */
export const PROCESSOR = 'noise-removal';
/** The rate that the model was trained at, and the least at which it still tells speech from noise. */
export const SAMPLE_RATE = 48_000;
export const LEAST_RATE = 44_100;
