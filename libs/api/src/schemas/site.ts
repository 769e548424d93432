import { z } from 'zod';
import { BRAND_FONTS } from '#protocol';
import { answer, body, idSchema, nameSchema } from './basics.js';
import { mediaFileSchema } from './media-files.js';

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
    font: z.enum(BRAND_FONTS).describe('Of titles on pages, and of new shows'),
    backgroundUrl: z
      .string()
      .nullable()
      .describe('Behind the people in new shows, and where a show has no image of its own'),
    introId: idSchema.nullable().describe('The clip that new shows begin with'),
  }),
);
export const siteBody = body(
  'SiteChange',
  z.strictObject({
    name: nameSchema.nullable().optional().describe('Null takes the name away'),
    colour: colour.optional(),
    font: z.enum(BRAND_FONTS).optional(),
  }),
);
export const siteIntro = answer('SiteIntro', z.object({ file: mediaFileSchema.nullable() }));
