import { z } from 'zod';
import type { Ack, ServerEvent } from '#protocol';

const socketId = z.string().min(1).max(64);
const room = z.string().min(1).max(200);

/** From a node that holds sockets of pages to the one that runs their show. */
export const toOwnerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('open'), socket: socketId, address: z.string().max(64) }),
  /** `ask`: to be answered by this number. Without it the message is counted and not carried out. */
  z.strictObject({
    kind: z.literal('message'),
    socket: socketId,
    ask: z.int().positive().optional(),
    name: z.string().max(64),
    payload: z.unknown(),
  }),
  z.strictObject({ kind: z.literal('close'), socket: socketId }),
  /** Who fetched playlists of a show at that node lately. */
  z.strictObject({
    kind: z.literal('readers'),
    showId: z.string().min(1).max(64),
    readers: z.array(z.string().max(1_024)).max(20_000),
  }),
]);
export type ToOwner = z.output<typeof toOwnerSchema>;

const isAck = (value: unknown): value is Ack<unknown> =>
  typeof value === 'object' && value !== null && typeof (value as { ok?: unknown }).ok === 'boolean';
const isEvent = (value: unknown): value is ServerEvent =>
  typeof value === 'object' && value !== null && typeof (value as { name?: unknown }).name === 'string';

/** The other way. What is meant for the page was made by the owner, which alone knows its schemas. */
export const fromOwnerSchema = z.discriminatedUnion('kind', [
  /** First: the node takes sockets of other nodes. */
  z.strictObject({ kind: z.literal('hello') }),
  z.strictObject({
    kind: z.literal('answer'),
    socket: socketId,
    ask: z.int().positive(),
    ack: z.custom<Ack<unknown>>(isAck),
  }),
  z.strictObject({ kind: z.literal('event'), socket: socketId, event: z.custom<ServerEvent>(isEvent) }),
  z.strictObject({ kind: z.literal('enter'), socket: socketId, room }),
  z.strictObject({ kind: z.literal('leave'), socket: socketId, room }),
  z.strictObject({ kind: z.literal('end'), socket: socketId }),
]);
export type FromOwner = z.output<typeof fromOwnerSchema>;
