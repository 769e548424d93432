/** How the playlist of a recording begins whose segments last for so long. */
export const vodHead = (durations: readonly number[]): string[] => [
  '#EXTM3U',
  '#EXT-X-VERSION:8',
  `#EXT-X-TARGETDURATION:${Math.max(1, ...durations.map(Math.ceil))}`,
  '#EXT-X-PLAYLIST-TYPE:VOD',
  '#EXT-X-MEDIA-SEQUENCE:1',
  '#EXT-X-INDEPENDENT-SEGMENTS',
];
