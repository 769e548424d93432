import { z } from 'zod';
import { spansSchema } from '#kernel';
import { recordingEditSchema } from '../edit/recording-edit.js';
import { queuedJobSchema } from '../jobs/job-order.js';
import { recordingSummarySchema } from '../recording/recording-summary.js';
import { restreamStatusSchema, restreamTargetSchema } from '../restream/restream-target.js';
import { showIdSchema } from './show-id.js';

export { showIdSchema };

const jobId = z.string().max(64);
const reason = z.string().max(2_000);

/** How a show is recorded, as its settings say. */
export const recordingWishSchema = z.strictObject({
  isOn: z.boolean(),
  /** Also what each participant sends. */
  tracks: z.boolean(),
});
export type RecordingWish = z.output<typeof recordingWishSchema>;

/**
 * `on-air`: a programme writes it. `over`: nothing more is written, and what was recorded may be finished. `gone`:
 * everything of it is deleted. `elsewhere`: another node writes it, and may go on with what was recorded here.
 */
const showState = z.enum(['on-air', 'over', 'elsewhere', 'gone']);

/** A show as far as its outputs go. */
export const outputsShowSchema = z.strictObject({
  id: showIdSchema,
  state: showState,
  recording: recordingWishSchema,
});
export type OutputsShow = z.output<typeof outputsShowSchema>;

/** From the server to the outputs. After each connect: `shows`, each show, `shows-end`; then what changes. */
export const toOutputsSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('shows') }),
  z.strictObject({ kind: z.literal('show'), show: outputsShowSchema }),
  /** Shows that were not named since `shows` are over. */
  z.strictObject({ kind: z.literal('shows-end') }),
  /** All targets that a show on air is sent to from now on. */
  z.strictObject({
    kind: z.literal('targets'),
    showId: showIdSchema,
    targets: z.array(restreamTargetSchema).max(50),
  }),
  z.strictObject({ kind: z.literal('remove-recording'), id: z.string().max(64) }),
  z.strictObject({
    kind: z.literal('remove-clip'),
    recordingId: z.string().max(64),
    clipId: z.string().max(64),
  }),
  z.strictObject({ kind: z.literal('edit-recording'), id: z.string().max(64), edit: recordingEditSchema }),
  z.strictObject({ kind: z.literal('run-job'), job: queuedJobSchema }),
  z.strictObject({ kind: z.literal('cancel-job'), id: z.string().max(64) }),
  /** Of shows that were `found`, those that the site has, and the others. */
  z.strictObject({
    kind: z.literal('site-shows'),
    showIds: z.array(showIdSchema).max(1_000),
    otherIds: z.array(showIdSchema).max(1_000),
  }),
]);
export type ToOutputs = z.output<typeof toOutputsSchema>;

/** From the outputs to the server. */
export const fromOutputsSchema = z.discriminatedUnion('kind', [
  /** First after each connect: shows of which there are recordings. The server says which of them are `gone`. */
  z.strictObject({
    kind: z.literal('hello'),
    showIds: z.array(showIdSchema).max(100_000),
    /** All that there are: what is not among them is gone. */
    recordingIds: z.array(z.string().max(64)).max(100_000),
    /** Those of them whose files are not on this disk. */
    archivedIds: z.array(z.string().max(64)).max(100_000).default([]),
    /** Jobs that are being done. */
    jobIds: z.array(jobId).max(100),
    /** Jobs that ended lately, which a server that was away has not heard of: with why they failed, or nothing. */
    endedJobs: z.array(z.strictObject({ id: jobId, reason: reason.nullable() })).max(100),
  }),
  /** All of them after `hello`, then each that changes. */
  z.strictObject({ kind: z.literal('recording'), recording: recordingSummarySchema }),
  /** How a target fares: each after `hello`, then each that changes. */
  z.strictObject({ kind: z.literal('target'), status: restreamStatusSchema }),
  /** How far the object store is behind a show on air: segments that wait for it, and those that nothing has any more. */
  z.strictObject({
    kind: z.literal('sharing'),
    showId: showIdSchema,
    state: z.enum(['working', 'away']),
    waiting: z.int().nonnegative(),
    lost: z.int().nonnegative(),
  }),
  z.strictObject({ kind: z.literal('recording-removed'), id: z.string().max(64), showId: showIdSchema }),
  z.strictObject({ kind: z.literal('job-progress'), id: jobId, done: z.number().min(0).max(1) }),
  /** `reason`: why it failed. */
  z.strictObject({ kind: z.literal('job-ended'), id: jobId, reason: reason.nullable() }),
  /** Other nodes have archived recordings of these shows. */
  z.strictObject({ kind: z.literal('found'), showIds: z.array(showIdSchema).max(1_000) }),
  /** For traces. */
  z.strictObject({ kind: z.literal('spans'), spans: spansSchema }),
]);
export type FromOutputs = z.output<typeof fromOutputsSchema>;
