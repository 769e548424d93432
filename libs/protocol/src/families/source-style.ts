import { z } from 'zod';
import { colourSchema, idSchema } from '../shapes/basics.js';

const share = z.number().min(0).max(0.9);

/** How one source is shown where that is not what the layout says. Places and crops are shares of 0 to 1. */
export const sourceStyleSchema = z.object({
  /** Null: the image or clip of the layout. */
  participantId: idSchema.nullable(),
  source: z.enum(['camera', 'screen', 'media']),
  /** Cut off at each side of the source. */
  crop: z
    .object({ left: share, top: share, right: share, bottom: share })
    .refine(({ left, right, top, bottom }) => left + right <= 0.9 && top + bottom <= 0.9, {
      message: 'a crop leaves at least a tenth of each side',
    })
    .optional(),
  fit: z.enum(['contain', 'cover']).optional(),
  /** A place of its own on the canvas; the other sources share the layout. It may reach out of the canvas. */
  place: z
    .object({
      x: z.number().min(-1).max(1),
      y: z.number().min(-1).max(1),
      width: z.number().min(0.02).max(1),
      height: z.number().min(0.02).max(1),
    })
    .optional(),
  opacity: z.number().min(0).max(1).optional(),
  /** Higher ones lie above lower ones; 0 is where the layout has it. */
  layer: z.number().int().min(-32).max(32).optional(),
  /** Chroma key: what is of this colour is not seen. */
  key: z
    .object({
      colour: colourSchema,
      similarity: z.number().min(0).max(1),
      smoothness: z.number().min(0).max(1),
    })
    .optional(),
});
export type SourceStyle = z.output<typeof sourceStyleSchema>;
