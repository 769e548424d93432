/** What a part says of itself: our player lists it by that, instead of asking for a playlist. */
export const PART_HEADER = 'X-Proscenium-Part';

/** Players in other origins read these; `Age` is how they know a cached playlist's real age. */
export const SHARED_HEADERS: readonly string[] = [
  'Access-Control-Allow-Origin',
  '*',
  'Access-Control-Expose-Headers',
  `Age, Date, ETag, Content-Length, Content-Range, Retry-After, ${PART_HEADER}`,
  'X-Content-Type-Options',
  'nosniff',
];
