/** Where a show that needs no token is played, before anybody has told. */
export const playbackUrl = (showId: string): string => `/live/${encodeURIComponent(showId)}/index.m3u8`;
