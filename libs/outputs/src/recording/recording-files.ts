import { join } from 'node:path';

/** The files of a recording. Those of `SERVED` may be fetched by who has a link; the others never leave. */
export const JOURNAL_NAME = 'recording.jsonl';
export const SUMMARY_NAME = 'summary.json';
export const MP4_NAME = 'programme.mp4';
export const POSTER_NAME = 'poster.jpg';
export const SPRITE_NAME = 'thumbnails.jpg';
export const THUMBNAILS_NAME = 'thumbnails.vtt';
export const INDEX_NAME = 'index.m3u8';

export const mediaName = (renditionId: string): string => `${renditionId}.m4s`;
export const playlistName = (renditionId: string): string => `${renditionId}.m3u8`;

export const recordingFolder = (root: string, showId: string, recordingId: string): string =>
  join(root, showId, recordingId);
