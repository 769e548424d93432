import type { PackagerState } from './snapshot-schema.js';

/** A replica at one moment: with the same entries after it, it publishes the same bytes under the same names. */
export interface PackagerSnapshot {
  state: PackagerState;
  /** Bytes that the state names. */
  bytes: Map<string, Buffer>;
}
