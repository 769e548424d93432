import { z } from 'zod';

/** How one source is heard in the programme. */
export const sourceMixSchema = z.strictObject({
  /** Who sends it; none for a clip. */
  participantId: z.string().min(1).max(200).optional(),
  source: z.enum(['microphone', 'screen-sound', 'clip']),
  /** 1 is as sent. */
  volume: z.number().min(0).max(2).default(1),
  muted: z.boolean().default(false),
  /** -1 is left only, 1 is right only. */
  pan: z.number().min(-1).max(1).default(0),
});

/** The audio of the programme: sources that are not named are heard as they are sent. */
export const audioMixSchema = z.strictObject({
  sources: z.array(sourceMixSchema).max(128).default([]),
  /** Compressor and gain towards -16 LUFS. */
  levelling: z.boolean().default(false),
});

export type AudioMix = z.output<typeof audioMixSchema>;
export type AudioMixInput = z.input<typeof audioMixSchema>;
export type SourceMix = Pick<z.output<typeof sourceMixSchema>, 'volume' | 'muted' | 'pan'>;

const AS_SENT: SourceMix = { volume: 1, muted: false, pan: 0 };

/** How a source is heard; `participantId` is left out for clips. */
export const mixOf = ({ sources }: AudioMix, source: string, participantId?: string): SourceMix =>
  sources.find((each) => each.source === source && each.participantId === participantId) ?? AS_SENT;
