import { z } from 'zod';
import { idSchema, sourceSchema } from '../shapes/basics.js';
import { participantViewSchema, qualitySchema } from '../shapes/participant.js';

/** What happens on the stage, told to everybody on it. Requests are in transport, produce and consume. */
export const stageEvents = {
  'stage.joined': z.object({ participant: participantViewSchema }),
  'stage.changed': z.object({ participant: participantViewSchema }),
  'stage.left': z.object({
    participantId: idSchema,
    reason: z.enum(['left', 'lost', 'removed', 'banned', 'sent-back', 'taken-over', 'stage-closed']),
  }),
  'stage.locked': z.object({ locked: z.boolean() }),
  /** The loudest, and everybody above silence. Levels are dBov, -127 to 0. */
  'stage.speaking': z.object({
    activeParticipantId: idSchema.nullable(),
    levels: z.array(z.object({ participantId: idSchema, levelDb: z.number() })),
  }),
  'stage.quality': z.object({
    participants: z.array(z.object({ participantId: idSchema, quality: qualitySchema })),
  }),
  /** The media worker died: every transport is gone. Call `session.enter-stage` again. */
  'stage.rebuilt': z.object({ reason: z.enum(['died', 'moved']) }),
  'stage.closed': z.object({ reason: z.enum(['ended', 'idle', 'shutdown']) }),
  /** A moderator silenced you, or lets you speak again. */
  'stage.muted': z.object({ source: sourceSchema, muted: z.boolean(), by: idSchema }),
} as const;
