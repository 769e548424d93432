import { z } from 'zod';

/** A replica's state as JSON. Bytes stand beside it, by name: media under their address, the rest under `~`. */

export const segmentRecordSchema = z.object({
  msn: z.int().positive(),
  uri: z.string(),
  mapUri: z.string(),
  startSeconds: z.number(),
  endSeconds: z.number(),
  programDateTimeMs: z.number(),
  discontinuity: z.boolean(),
  gap: z.boolean(),
  sizeBytes: z.int().nonnegative(),
});

const gridSegment = z.object({
  msn: z.int().positive(),
  startSeconds: z.number(),
  endSeconds: z.number(),
  discontinuity: z.boolean(),
});

const gridState = z.object({
  segments: z.array(gridSegment),
  nextMsn: z.int().positive(),
  nextIsDiscontinuity: z.boolean(),
  cuts: z.array(z.number()),
  /** Boundaries to come that are no discontinuity. */
  seams: z.array(z.number()).default([]),
});
export type GridState = z.infer<typeof gridState>;

const runState = z.object({
  start: z.object({
    renditionId: z.string(),
    run: z.int(),
    start: z.object({ units: z.number(), perSecond: z.number() }),
    continues: z.boolean().optional(),
  }),
  offsetTicks: z.number(),
  startTicks: z.number(),
  /** Up to here it has written. */
  headSeconds: z.number().optional(),
  /** Name of the initialization section, once it came. */
  init: z.string().optional(),
});
export type RunState = z.infer<typeof runState>;

const sample = z.object({
  decodeTicks: z.number(),
  durationTicks: z.number(),
  compositionOffsetTicks: z.number(),
  flags: z.number(),
  startSeconds: z.number(),
  endSeconds: z.number(),
  sizeBytes: z.int().nonnegative(),
});

const cutterState = z.object({
  segment: gridSegment,
  edgeSeconds: z.number(),
  stepIndex: z.int(),
  sequence: z.int(),
  droppedSamples: z.int(),
  frameSeconds: z.number().default(0),
  samples: z.array(sample),
});
export type CutterState = z.infer<typeof cutterState>;

const part = z.object({
  uri: z.string(),
  durationSeconds: z.number(),
  independent: z.boolean(),
  gap: z.boolean(),
  startSeconds: z.number(),
  endSeconds: z.number(),
  sizeBytes: z.int().nonnegative(),
});

export const dateRangeSchema = z.object({
  id: z.string(),
  class: z.string(),
  startMs: z.number(),
  endMs: z.number().optional(),
  endOnNext: z.boolean().optional(),
  plannedSeconds: z.number().optional(),
  scte35Out: z.string().optional(),
  scte35In: z.string().optional(),
  values: z.record(z.string(), z.string()),
});

const timelineState = z.object({
  segments: z.array(segmentRecordSchema),
  growing: z
    .object({
      msn: z.int().positive(),
      startSeconds: z.number(),
      head: z.object({ mapUri: z.string(), programDateTimeMs: z.number(), discontinuity: z.boolean() }),
    })
    .optional(),
  nextMsn: z.int().nonnegative(),
  mapUri: z.string(),
  mapCount: z.int().nonnegative(),
  /** Names of the maps that anything listed refers to. */
  maps: z.array(z.string()),
  discontinuitySequence: z.int().nonnegative(),
  ended: z.boolean(),
  hasClosed: z.boolean(),
  /** As the newest playlist has them; the programme's may be newer. */
  dateRanges: z.array(dateRangeSchema).default([]),
  /** Boxes for the next part, in base64. */
  messages: z.array(z.string()).default([]),
  bitrate: z.object({ peak: z.number(), bits: z.number(), seconds: z.number() }),
  /** Parts of the newest segments, the growing one's too. */
  parts: z.array(z.object({ msn: z.int().positive(), parts: z.array(part) })),
});
export type TimelineState = z.infer<typeof timelineState>;

const pipelineState = z.object({
  runs: z.array(runState),
  /** The run that is being published; it may be over. */
  current: runState.optional(),
  newestStartSeconds: z.number().optional(),
  awaitsKeyFrame: z.boolean(),
  heldToSeconds: z.number().optional(),
  isWithdrawn: z.boolean(),
  backSinceSeconds: z.number().optional(),
  lastFrameSeconds: z.number(),
  hasMap: z.boolean(),
  cutter: cutterState.optional(),
});
export type PipelineState = z.infer<typeof pipelineState>;

export const renditionSpecSchema = z.object({
  id: z.string(),
  kind: z.enum(['video', 'audio', 'subtitles']),
  width: z.number().optional(),
  height: z.number().optional(),
  frameRate: z.number().optional(),
  format: z.string().optional(),
  language: z.string().optional(),
  name: z.string().optional(),
  targetBitrate: z.number(),
});

const captionCue = z.object({
  id: z.string(),
  startMs: z.number(),
  endMs: z.number(),
  speaker: z.string().optional(),
  words: z.array(z.object({ atMs: z.number(), text: z.string() })),
});

const captionState = z.object({
  spec: renditionSpecSchema,
  timeline: timelineState,
  cues: z.array(captionCue),
  waiting: z.array(captionCue),
});
export type CaptionState = z.infer<typeof captionState>;

export const packagerStateSchema = z.object({
  version: z.literal(1),
  showId: z.string(),
  session: z.string(),
  anchorWallMs: z.number(),
  profile: z.object({
    name: z.enum(['low', 'ultra', 'standard']),
    segmentSeconds: z.number(),
    partSeconds: z.number().optional(),
  }),
  phase: z.enum(['starting', 'live', 'ended']),
  startedAtSeconds: z.number(),
  /** The highest number that a run had: runs of a writer that comes later are numbered on from it. */
  newestRun: z.int().nonnegative(),
  dateRanges: z.array(dateRangeSchema).default([]),
  captions: z.array(captionState).default([]),
  grid: gridState,
  renditions: z.array(
    z.object({ spec: renditionSpecSchema, pipeline: pipelineState, timeline: timelineState }),
  ),
});
export type PackagerState = z.infer<typeof packagerStateSchema>;
