import type { Frame } from '#kernel';

/** What participants of a show send. `apps/outputs` plugs the connection to the programme in. */
export interface TrackSource {
  /**
   * Entries of the track log and the packets beside them, each connection from `began` on: it connects again by itself.
   * Returns the function that ends it.
   */
  follow(take: (frame: Frame) => void): () => void;
}
