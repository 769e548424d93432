import { z } from 'zod';
import { recordingSummarySchema } from '../recording/recording-summary.js';

export const showIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/** How a show is recorded, as its settings say. */
export const recordingWishSchema = z.strictObject({
  isOn: z.boolean(),
  /** Each participant's own video and audio beside the programme. */
  tracks: z.boolean(),
});
export type RecordingWish = z.output<typeof recordingWishSchema>;

/**
 * `on-air`: a programme writes it. `over`: nothing more is written, and what was recorded may be finished. `gone`:
 * everything of it is deleted.
 */
const showState = z.enum(['on-air', 'over', 'gone']);

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
  z.strictObject({ kind: z.literal('remove-recording'), id: z.string().max(64) }),
]);
export type ToOutputs = z.output<typeof toOutputsSchema>;

/** From the outputs to the server. */
export const fromOutputsSchema = z.discriminatedUnion('kind', [
  /** First after each connect: shows of which there are recordings. The server says which of them are `gone`. */
  z.strictObject({ kind: z.literal('hello'), showIds: z.array(showIdSchema).max(100_000) }),
  /** All of them after `hello`, then each that changes. */
  z.strictObject({ kind: z.literal('recording'), recording: recordingSummarySchema }),
  z.strictObject({ kind: z.literal('recording-removed'), id: z.string().max(64), showId: showIdSchema }),
]);
export type FromOutputs = z.output<typeof fromOutputsSchema>;
