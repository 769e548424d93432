import { z } from 'zod';
import { spansSchema } from '#kernel';
import { qualityGroupsSchema } from '../quality/quality-groups.js';

const showId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/**
 * `waiting`: open, never on air. `on-air`: a programme writes it. `kept`: over, may be watched again. `gone`: nothing
 * of it may be played any more, and its media is deleted.
 */
const showState = z.enum(['waiting', 'on-air', 'kept', 'gone']);

/** Where another node listens for this one. */
const place = z.strictObject({ host: z.string().min(1).max(253), port: z.int().min(1).max(65_535) });

/** A show as far as playing it goes. */
export const directoryShowSchema = z.strictObject({
  id: showId,
  isPrivate: z.boolean(),
  state: showState,
  /** Viewers and devices whose tokens count no more, by `subjectMark` and `deviceMark`. */
  bannedMarks: z.array(z.string().max(64)).max(20_000),
  /** The gate of the node that runs it; without it, this node does. */
  at: place.optional(),
  /** Sockets of its pages are held by the server of this node all the same. */
  socketsHere: z.boolean().optional(),
});
export type DirectoryShow = z.output<typeof directoryShowSchema>;

/** From the server to the front. After each connect: `directory`, each show, `directory-end`; then what changes. */
export const toFrontSchema = z.discriminatedUnion('kind', [
  /** The secret that playback tokens are signed with. */
  z.strictObject({ kind: z.literal('directory'), playbackSecret: z.string().min(16).max(512) }),
  z.strictObject({ kind: z.literal('show'), show: directoryShowSchema }),
  /** Shows that were not named since `directory` are forgotten; their media stays. */
  z.strictObject({ kind: z.literal('directory-end') }),
]);
export type ToFront = z.output<typeof toFrontSchema>;

const latency = z.strictObject({ count: z.number(), p50Ms: z.number(), p95Ms: z.number() });

/** One show as its players and the front saw it since the last report. */
export const showReportSchema = z.strictObject({
  id: showId,
  /** Of the last minute, by the players' word. */
  latency: latency.optional(),
  stalls: z.number(),
  /** What players said of their viewers since the last report. */
  quality: qualityGroupsSchema.optional(),
  /** What each part took from its last frame to being fetchable here, in milliseconds. */
  partsBehindMs: z.array(z.number()).max(1_000),
  rewind: z.enum(['stopped', 'working']),
  /** Players that come now find a whole segment in every rendition. */
  isPlayable: z.boolean(),
  isFollowing: z.boolean(),
});
export type ShowReport = z.output<typeof showReportSchema>;

/** From the front to the server. */
export const fromFrontSchema = z.discriminatedUnion('kind', [
  /**
   * First after each connect: the public port, and the shows whose media lies on this disk. The server says which of
   * them are `gone`.
   */
  z.strictObject({
    kind: z.literal('hello'),
    port: z.int().positive(),
    showIds: z.array(showId).max(100_000),
  }),
  /** Once a second. */
  z.strictObject({
    kind: z.literal('report'),
    held: z.number(),
    storedBytes: z.number(),
    proxied: z.number(),
    unavailable: z.number(),
    shows: z.array(showReportSchema).max(10_000),
  }),
  /** Every few seconds: who fetched playlists here lately, as `readerKey` names them. */
  z.strictObject({ kind: z.literal('readers'), showId, readers: z.array(z.string().max(1_024)).max(20_000) }),
  /** For traces. */
  z.strictObject({ kind: z.literal('spans'), spans: spansSchema }),
]);
export type FromFront = z.output<typeof fromFrontSchema>;
export type FrontReport = Extract<FromFront, { kind: 'report' }>;
