import { z } from 'zod';
import { answer, body, nameSchema } from './basics.js';

const colour = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i)
  .nullable();

export const siteSchema = answer(
  'Site',
  z.object({
    name: z.string(),
    colour: colour.describe('Of buttons and marks. Null: the colour that every installation has'),
    logoUrl: z.string().nullable(),
  }),
);
export const siteBody = body(
  'SiteChange',
  z.strictObject({
    name: nameSchema.nullable().optional().describe('Null takes the name away'),
    colour: colour.optional(),
  }),
);
