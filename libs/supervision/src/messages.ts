import { z } from 'zod';

const showId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const pid = z.int().positive();

/** What a programme is started with. Only the programme itself reads more of it than the show's id. */
export const programmeOrderSchema = z.looseObject({ showId, resumes: z.boolean() });

/** From each process to the supervisor: its code is loaded, and it waits for its first message. */
export const PREPARED = { kind: 'prepared' } as const;

/** From each process to the supervisor: its start is over. From now on a short silence is a hang. */
export const OPENED = { kind: 'opened' } as const;

/** From the supervisor to a spare process: what its first message will probably be. */
export const expectSchema = z.strictObject({ kind: z.literal('expect'), order: z.unknown() });
export type Expectation = z.output<typeof expectSchema>;

const nodeId = z.string().min(1).max(64);
const peer = z.strictObject({
  id: nodeId,
  host: z.string().min(1).max(253),
  port: z.int().min(1).max(65_535),
});
const peerState = z.enum(['alive', 'gone', 'silent']);

/** From the server and the front to the supervisor. */
export const toSupervisorSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('start-programme'), order: programmeOrderSchema }),
  /** For a programme that does not end by itself. */
  z.strictObject({ kind: z.literal('kill-programme'), showId }),
  /** The server answers. The link makes the owner, until there is one. */
  z.strictObject({ kind: z.literal('ready'), ownerLink: z.string().max(2_000).nullable() }),
  /** The front has the public port. */
  z.strictObject({ kind: z.literal('listening'), port: z.int().positive() }),
  /** The other nodes of the cluster, to be watched. */
  z.strictObject({ kind: z.literal('peers'), peers: z.array(peer).max(1_000) }),
  /** A show is on air, or there are recordings. */
  z.strictObject({ kind: z.literal('start-outputs') }),
  /** A show has an input to which an encoder may send. */
  z.strictObject({ kind: z.literal('take-encoders') }),
]);

/** The first message of the front, the outputs and the ingest. */
export const BEGIN = { kind: 'begin' } as const;

/** From the supervisor to the server. */
export const fromSupervisorSchema = z.discriminatedUnion('kind', [
  /** First after each start: the programmes that run already. */
  z.strictObject({
    kind: z.literal('programmes'),
    showIds: z.array(showId),
    /** In a cluster: this start of this node, and what is known of the others. */
    node: z
      .strictObject({ id: nodeId, peers: z.array(z.strictObject({ id: nodeId, state: peerState })) })
      .optional(),
  }),
  z.strictObject({ kind: z.literal('programme-started'), showId, pid }),
  /** It is being started again. */
  z.strictObject({ kind: z.literal('programme-died'), showId, pid, reason: z.string() }),
  /** It ended by itself with success. */
  z.strictObject({ kind: z.literal('programme-ended'), showId }),
  z.strictObject({ kind: z.literal('programme-gave-up'), showId, reason: z.string() }),
  z.strictObject({ kind: z.literal('peer-state'), id: nodeId, state: peerState }),
]);

export type PeerAddress = z.output<typeof peer>;
export type PeerLiveness = z.output<typeof peerState>;
export type ProgrammeOrder = z.output<typeof programmeOrderSchema>;
export type ToSupervisor = z.output<typeof toSupervisorSchema>;
export type FromSupervisor = z.output<typeof fromSupervisorSchema>;
