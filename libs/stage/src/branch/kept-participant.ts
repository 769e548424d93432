import type { RtpCapabilities } from 'mediasoup/types';
import { z } from 'zod';
import { ROLES, TRACK_SOURCES } from '#protocol';
import { objectId as id, made } from './branch-shapes.js';

/**
 * What the node that carries a participant keeps for the next owner of the show: its media worker knows streams, and not
 * whose they are.
 */
export const keptParticipantSchema = z.strictObject({
  participantId: id,
  personId: id,
  tabId: id,
  name: z.string().max(200),
  role: z.enum(ROLES),
  /** Null in the green room. */
  onStage: z.boolean().nullable(),
  /** Sources that a moderator has silenced. */
  silenced: z.array(z.enum(TRACK_SOURCES)),
  /** The page's transports. */
  sends: id.nullable(),
  receives: z.strictObject({ transport: id, rtpCapabilities: made<RtpCapabilities>() }),
  tracks: z.array(
    z.strictObject({
      trackId: id,
      source: z.enum(TRACK_SOURCES),
      heightPx: z.number().nullable(),
      holds: z.array(z.enum(['owner', 'host', 'stage'])),
    }),
  ),
});

export type KeptParticipant = z.output<typeof keptParticipantSchema>;
