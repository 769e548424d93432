import { z } from 'zod';
import { IMAGE_TYPES, ImageStore, type ShowImage } from '#show';
import { answer, idSchema } from './basics.js';

export const imageBody = z.instanceof(Uint8Array).describe('The file itself');

const image = {
  id: idSchema.describe('As overlays and layouts name it'),
  url: z.string().describe('As `posterUrl` takes it'),
  contentType: z.enum(IMAGE_TYPES),
  sizeBytes: z.number().int(),
};
export const imageSchema = answer('Image', z.object(image));
export const newImageSchema = answer(
  'NewImage',
  z.object({ ...image, widthPx: z.number().int(), heightPx: z.number().int() }),
);
export const imagesAnswer = answer('Images', z.object({ items: z.array(imageSchema) }));

export const toImageAnswer = <P extends ShowImage>(showId: string, found: P) => ({
  ...found,
  url: ImageStore.urlOf(showId, found.id),
});
