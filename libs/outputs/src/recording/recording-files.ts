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
/** Captions as they were published, with what was corrected later: never served. */
export const recordedCaptionsName = (renditionId: string): string => `${renditionId}.published.vtt`;
/** All captions that are played, as a file on its own. */
export const captionsName = (renditionId: string): string => `${renditionId}.vtt`;
/** The same, a WebVTT file for each segment one behind the other: their playlist names ranges of it. */
export const captionSegmentsName = (renditionId: string): string => `segments-${renditionId}.vtt`;
export const playlistName = (renditionId: string): string => `${renditionId}.m3u8`;

export const recordingFolder = (root: string, showId: string, recordingId: string): string =>
  join(root, showId, recordingId);
