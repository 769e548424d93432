import type { ProsceniumConfig } from '#kernel';

/** The end of a show stays playable for as long as one could rewind, and a while for those who are late. */
export const keepEndedMs = ({ delivery }: Pick<ProsceniumConfig, 'delivery'>): number =>
  Math.max(60_000, delivery.rewindMinutes * 60_000);
