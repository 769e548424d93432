import { z } from 'zod';
import { clipSchema } from '../clips/clip.js';
import { chapterSchema, MOST_CHAPTERS, trimSchema } from '../edit/recording-edit.js';

/** Of shows without formats of their own, and of the first format of the others. */
export const MAIN_FORMAT = 'main';

/** Orders names of formats. */
export const mainFirst = (a: string, b: string): number =>
  Number(b === MAIN_FORMAT) - Number(a === MAIN_FORMAT) || a.localeCompare(b);

const recordingId = z.string().regex(/^rec_[A-Za-z0-9_-]{1,58}$/);

/** One participant's own video or audio. */
export const recordedTrackSchema = z.strictObject({
  id: z.string().max(64),
  participantId: z.string().max(64),
  name: z.string().max(200),
  kind: z.enum(['video', 'audio']),
  source: z.string().max(32),
  codec: z.string().max(32),
  /** From the recording's first frame to the track's. */
  startSeconds: z.number(),
  seconds: z.number(),
  bytes: z.int().nonnegative(),
  file: z.string().max(100),
});
export type RecordedTrack = z.output<typeof recordedTrackSchema>;

/** What was said in one language, as a WebVTT file from the first frame that is played. */
const recordedCaptionsSchema = z.strictObject({
  language: z.string().max(35),
  name: z.string().max(200),
  file: z.string().max(100),
});

/** A recording as everybody but its writer sees it: what lists, retention and quotas need. */
export const recordingSummarySchema = z.strictObject({
  id: recordingId,
  showId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  /** `main`, or the name of another format of the show: each has a recording of its own. */
  format: z.string().min(1).max(32).default(MAIN_FORMAT),
  /** `finishing`: nothing more is written, and the files for playing it are being made. */
  state: z.enum(['recording', 'finishing', 'ready', 'failed']),
  startedAtMs: z.number(),
  endedAtMs: z.number().nullable(),
  seconds: z.number(),
  /** All files together. */
  bytes: z.int().nonnegative(),
  size: z.strictObject({ width: z.number(), height: z.number() }).nullable(),
  /** There is a playlist to play it from. */
  hasPlaylist: z.boolean(),
  mp4Bytes: z.int().nonnegative().nullable(),
  posterFile: z.string().max(100).nullable(),
  /** The disk is full or broken: what is on air now is not recorded. */
  isStopped: z.boolean(),
  tracks: z.array(recordedTrackSchema).max(1_000),
  /** What participants sent and was not made into `tracks` yet. */
  trackLogBytes: z.int().nonnegative().default(0),
  clips: z.array(clipSchema).max(1_000).default([]),
  /** What is played of it; all where there is nothing. */
  trim: trimSchema.nullable().default(null),
  chapters: z.array(chapterSchema).max(MOST_CHAPTERS).default([]),
  /** Languages in which something was said of what is played. */
  captions: z.array(recordedCaptionsSchema).max(50).default([]),
  /** The programme's clock at the first frame that is played. */
  playedFromMs: z.number().nullable().default(null),
  /** How often it was edited: files that were made before are none of its own. */
  edits: z.int().nonnegative().default(0),
  /** Since when an object store has all its files, and whether they are on this disk as well. */
  archive: z.strictObject({ storedAtMs: z.number(), isLocal: z.boolean() }).nullable().default(null),
});
export type RecordingSummary = z.output<typeof recordingSummarySchema>;

export const newSummary = (
  id: string,
  showId: string,
  startedAtMs: number,
  format = MAIN_FORMAT,
): RecordingSummary => ({
  id,
  showId,
  format,
  state: 'recording',
  startedAtMs,
  endedAtMs: null,
  seconds: 0,
  bytes: 0,
  size: null,
  hasPlaylist: false,
  mp4Bytes: null,
  posterFile: null,
  isStopped: false,
  tracks: [],
  trackLogBytes: 0,
  clips: [],
  trim: null,
  chapters: [],
  captions: [],
  playedFromMs: null,
  edits: 0,
  archive: null,
});
