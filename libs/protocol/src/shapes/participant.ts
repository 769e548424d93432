import { z } from 'zod';
import { roleSchema } from '../roles.js';
import { idSchema, nameSchema, sourceSchema } from './basics.js';

export const trackViewSchema = z.object({
  producerId: idSchema,
  source: sourceSchema,
  paused: z.boolean(),
  /** Silenced by a moderator: only a moderator lifts it. */
  mutedByHost: z.boolean(),
});

export const QUALITY_GRADES = ['good', 'fair', 'poor', 'lost', 'unknown'] as const;
export const qualitySchema = z.object({
  grade: z.enum(QUALITY_GRADES),
  /** 0 (nothing arrives) to 10, the worse of the two directions. */
  score: z.number().min(0).max(10),
  up: z.number().min(0).max(10),
  down: z.number().min(0).max(10),
  rttMs: z.number().nullable(),
  lossPercent: z.number().nullable(),
});

/** A participant as the others see it. */
export const participantViewSchema = z.object({
  participantId: idSchema,
  personId: idSchema,
  name: nameSchema,
  role: roleSchema,
  /** In the programme; false backstage and in the green room. */
  onStage: z.boolean(),
  /** False while the participant is held for a lost connection. */
  connected: z.boolean(),
  tracks: z.array(trackViewSchema),
  quality: qualitySchema,
  /** A host whose microphone only this participant hears. */
  talksTo: z.exactOptional(idSchema),
  /** In a private call: the stage does not hear this microphone. */
  inCall: z.exactOptional(z.literal(true)),
});

export type TrackView = z.output<typeof trackViewSchema>;
export type ConnectionQuality = z.output<typeof qualitySchema>;
export type ParticipantView = z.output<typeof participantViewSchema>;
