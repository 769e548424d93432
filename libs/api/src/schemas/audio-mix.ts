import { z } from 'zod';
import { audioMixSchema } from '#protocol';
import { answer, body } from './basics.js';

const { sources, levelling } = audioMixSchema.shape;

export const audioMixBody = body(
  'AudioMixChoice',
  z.strictObject({
    sources: z
      .array(z.strictObject(sources.element.shape))
      .max(32)
      .describe(
        'What viewers hear of each source: volume 0 to 2, pan -1 (left) to 1. A source that is not named is heard as sent; `participantId` null is that of clips',
      ),
    levelling: levelling.describe('Compressor and gain towards -16 LUFS'),
  }),
);

export const audioMixAnswer = answer(
  'AudioMix',
  z.object({ sources: z.array(z.object(sources.element.shape)), levelling }),
);
