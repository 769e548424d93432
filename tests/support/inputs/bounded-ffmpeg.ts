import { feedCommand } from '#ingest';

/** The FFmpeg of feeds as the ingest process starts it, where there is prlimit. */
export const BOUNDED_FFMPEG = feedCommand('ffmpeg', { hasPrlimit: true, hasNamespaces: false });
