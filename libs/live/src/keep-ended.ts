import type { ProsceniumConfig } from '#kernel';

/** The end of a show stays playable for as long as viewers could rewind, and a while longer for late viewers. */
export const keepEndedMs = ({ delivery }: Pick<ProsceniumConfig, 'delivery'>): number =>
  Math.max(60_000, delivery.rewindMinutes * 60_000);
