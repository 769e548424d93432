import { z } from 'zod';

/** A participant who is in the programme. */
export const programmeParticipantSchema = z.strictObject({
  id: z.string().min(1).max(200),
  /** As typed by a stranger: any length and script. Only ever drawn, never part of a command. */
  name: z.string().max(1_000),
  /** The microphone is off: shown on the label. */
  muted: z.boolean().default(false),
  /** The camera is off: the placeholder is shown even when packets still come. */
  cameraOff: z.boolean().default(false),
  weakConnection: z.boolean().default(false),
  /** 1 is as sent, 0 is silent. */
  volume: z.number().min(0).max(2).default(1),
  /** Full range and the gentlest drift correction, for a musician. */
  music: z.boolean().default(false),
});

export type ProgrammeParticipant = z.output<typeof programmeParticipantSchema>;
export type ParticipantInput = z.input<typeof programmeParticipantSchema>;
export type ParticipantChange = Partial<Omit<ProgrammeParticipant, 'id'>>;
