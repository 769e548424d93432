import type { RandomBytes } from '#kernel';

/** A medium's address: it stands in playlists as it is, below the show's own path. */
export interface MediaNames {
  map(renditionId: string, count: number): string;
  segment(renditionId: string, msn: number): string;
  part(renditionId: string, msn: number, index: number): string;
}

/** The random session keeps a cache from serving yesterday's show under today's numbers. */
export const mediaNames = (session: string, extension = 'm4s'): MediaNames => ({
  map: (renditionId, count) => `${session}/${renditionId}/init-${count}.mp4`,
  segment: (renditionId, msn) => `${session}/${renditionId}/${msn}.${extension}`,
  part: (renditionId, msn, index) => `${session}/${renditionId}/${msn}.${index}.${extension}`,
});

export const randomSession = (random: RandomBytes): string => Buffer.from(random(9)).toString('base64url');
