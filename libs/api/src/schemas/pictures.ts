import { z } from 'zod';
import { PICTURE_TYPES, type Picture, Pictures } from '#show';
import { answer, idSchema } from './basics.js';

export const pictureBody = z.instanceof(Uint8Array).describe('The file itself');

const picture = {
  id: idSchema.describe('As overlays and layouts name it'),
  url: z.string().describe('As `posterUrl` takes it'),
  contentType: z.enum(PICTURE_TYPES),
  sizeBytes: z.number().int(),
};
export const pictureSchema = answer('Picture', z.object(picture));
export const newPictureSchema = answer(
  'NewPicture',
  z.object({ ...picture, widthPx: z.number().int(), heightPx: z.number().int() }),
);
export const picturesAnswer = answer('Pictures', z.object({ items: z.array(pictureSchema) }));

export const toPictureAnswer = <P extends Picture>(showId: string, found: P) => ({
  ...found,
  url: Pictures.urlOf(showId, found.id),
});
