import { z } from 'zod';
import {
  chapterSchema,
  type Job,
  MOST_CHAPTERS,
  playedChapters,
  playedSeconds,
  type RecordingSummary,
  trimSchema,
} from '#outputs';
import { answer, idSchema, timeOrNull, timeSchema, toIso, toIsoOrNull } from './basics.js';

const url = (says: string) =>
  z.string().nullable().describe(`${says} A link of your own that expires: ask again`);

const captionsSchema = z.object({
  language: z.string(),
  name: z.string(),
  vttUrl: url('WebVTT of what was said, from the first frame that is played, as the MP4 counts.'),
});

const trackSchema = z.object({
  id: z.string(),
  participantId: z.string(),
  name: z.string(),
  kind: z.enum(['video', 'audio']),
  source: z.string(),
  codec: z.string(),
  startSeconds: z.number().describe('From the first frame of the recording to the first of the track'),
  seconds: z.number(),
  bytes: z.number().int(),
  url: url('The track alone, as its sender coded it.'),
});

export const recordingSchema = answer(
  'Recording',
  z.object({
    id: idSchema,
    format: z
      .string()
      .describe('`main`, or the name of another format of the show: each has a recording of its own'),
    state: z.enum(['recording', 'finishing', 'ready', 'failed']),
    isStopped: z.boolean().describe('The disk is full or broken: what is on air now is not recorded'),
    startedAt: timeSchema,
    endedAt: timeOrNull,
    playedFrom: timeOrNull.describe(
      'Of the first frame that is played, on the programme’s clock, that of the playlists; null until there is a playlist',
    ),
    seconds: z.number().describe('As it is played, between its trimmed ends'),
    recordedSeconds: z.number(),
    trim: z
      .object({ fromSeconds: z.number(), toSeconds: z.number() })
      .nullable()
      .describe('What is played, from the first recorded frame; all where it is null'),
    chapters: z
      .array(z.object({ atSeconds: z.number(), title: z.string() }))
      .describe('From the first frame that is played'),
    captions: z
      .array(captionsSchema)
      .describe('Languages in which something was said; in the playlist as well'),
    bytes: z.number().int().describe('All files together'),
    width: z.number().nullable(),
    height: z.number().nullable(),
    mp4Url: url('The programme as one file. For the people of the show, once it is made.'),
    hlsUrl: url('The playlist, from the end of the show on.'),
    posterUrl: url('An image of it.'),
    thumbnailsUrl: url('WebVTT that names small images for the seek bar.'),
    tracks: z.array(trackSchema),
  }),
);
/** Cuts fall on the nearest boundary of segments, a second or two apart. */
export const recordingEditBody = z.strictObject({
  trim: trimSchema
    .nullable()
    .optional()
    .describe('From the first recorded frame; null plays all of it again'),
  chapters: z
    .array(chapterSchema)
    .max(MOST_CHAPTERS)
    .optional()
    .describe('All of them, from the first recorded frame. Those that were marked on air are there already'),
});

export const recordingsSchema = answer('Recordings', z.object({ items: z.array(recordingSchema) }));

/** Addresses of a recording's files for one caller; nothing for what the caller may not have. */
export type AddressOf = (file: string) => string | null;

export interface RecordingAddresses {
  watch: AddressOf;
  download: AddressOf;
}

const rounded = (seconds: number): number => Math.round(seconds * 1_000) / 1_000;

const NOTHING_YET = ['recording'];

export const toRecordingAnswer = (recording: RecordingSummary, { watch, download }: RecordingAddresses) => ({
  id: recording.id,
  format: recording.format,
  state: recording.state,
  isStopped: recording.isStopped,
  startedAt: toIso(recording.startedAtMs),
  endedAt: toIsoOrNull(recording.endedAtMs),
  playedFrom: toIsoOrNull(recording.playedFromMs),
  seconds: rounded(playedSeconds(recording)),
  recordedSeconds: rounded(recording.seconds),
  trim: recording.trim,
  chapters: playedChapters(recording),
  captions: recording.captions.map(({ language, name, file }) => ({ language, name, vttUrl: watch(file) })),
  bytes: recording.bytes,
  width: recording.size?.width ?? null,
  height: recording.size?.height ?? null,
  mp4Url: recording.mp4Bytes === null ? null : download('programme.mp4'),
  hlsUrl: recording.hasPlaylist ? watch('index.m3u8') : null,
  posterUrl: recording.posterFile === null ? null : watch(recording.posterFile),
  thumbnailsUrl: recording.posterFile === null ? null : watch('thumbnails.vtt'),
  tracks: recording.tracks.map(({ file, ...track }) => ({
    ...track,
    url: NOTHING_YET.includes(recording.state) ? null : download(file),
  })),
});

export const jobSchema = answer(
  'Job',
  z.object({
    id: idSchema,
    kind: z
      .enum(['mp4', 'preview', 'tracks', 'clip'])
      .describe(
        '`mp4`: the programme as one file; `preview`: images of it; `tracks`: a file for each camera, microphone and screen; `clip`: a part to share',
      ),
    recordingId: idSchema,
    state: z.enum(['waiting', 'running', 'finished', 'failed', 'cancelled']),
    progress: z.number().describe('Between 0 and 1'),
    attempts: z.number().int(),
    error: z.string().nullable(),
    createdAt: timeSchema,
    startedAt: timeOrNull,
    finishedAt: timeOrNull,
  }),
);
export const jobsSchema = answer('Jobs', z.object({ items: z.array(jobSchema) }));

export const toJobAnswer = (job: Job) => ({
  id: job.id,
  kind: job.kind,
  recordingId: job.recordingId,
  state: job.state,
  progress: job.progress,
  attempts: job.attempts,
  error: job.error,
  createdAt: toIso(job.createdAtMs),
  startedAt: toIsoOrNull(job.startedAtMs),
  finishedAt: toIsoOrNull(job.finishedAtMs),
});
