/** How long each kind of answer may be kept, in target durations where the specification counts so (RFC 8216bis, 6.2 and B). */
export const cachePolicy = {
  /** One URL is one state of the playlist for all who ask for it. */
  blockingPlaylist: (targetSeconds: number) => `public, max-age=${6 * targetSeconds}`,
  blockingPlaylistError: (targetSeconds: number) => `public, max-age=${4 * targetSeconds}`,
  plainPlaylist: (targetSeconds: number) => `public, max-age=${Math.max(1, Math.floor(targetSeconds / 2))}`,
  plainPlaylistError: (targetSeconds: number) => `public, max-age=${targetSeconds}`,
  /** Media names hold a random session and are never used twice. */
  media: 'public, max-age=31536000, immutable',
  /** What was gone from here stays gone. A name at or beyond the live edge may exist in a moment: `unavailable`. */
  missingMedia: (targetSeconds: number) => `public, max-age=${targetSeconds}`,
  /** Says something of this moment, not of the URL: the same request a moment later must reach the origin. */
  unavailable: 'no-store',
  /** Before the show: short, so that waiting players start with the first segment. */
  notLiveYet: 'public, max-age=1',
  nobodyElse: 'private, no-store',
} as const;
