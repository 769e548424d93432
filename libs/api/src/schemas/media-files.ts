import { z } from 'zod';
import { MEDIA_FILE_LIMITS, type MediaFile } from '#show';
import { answer, body, idSchema, nameSchema } from './basics.js';

export const PART_TYPE = 'application/octet-stream';

export const mediaFileSchema = answer(
  'MediaFile',
  z.object({
    id: idSchema.describe('As layouts name it'),
    name: z.string(),
    state: z.enum(['receiving', 'waiting', 'converting', 'ready', 'refused']),
    sizeBytes: z.number().int(),
    receivedBytes: z.number().int().describe('The next part begins here'),
    partBytes: z.number().int().describe('Most bytes of a part'),
    progress: z.number().nullable().describe('0 to 1, while it is converted'),
    reason: z.enum(['unreadable', 'too-long', 'interrupted']).nullable().describe('Why it was refused'),
    seconds: z.number().nullable(),
    hasVideo: z.boolean(),
    hasAudio: z.boolean(),
  }),
);
export const mediaFilesAnswer = answer('MediaFiles', z.object({ items: z.array(mediaFileSchema) }));
export const newMediaFileBody = body(
  'NewMediaFile',
  z.strictObject({ name: nameSchema, sizeBytes: z.number().int().min(1).max(MEDIA_FILE_LIMITS.bytes) }),
);
export const partBody = z.instanceof(Uint8Array).describe('Bytes of the file');
export const partQuery = z.strictObject({
  from: z.coerce.number().int().min(0).describe('Offset of its first byte'),
});

export const toMediaFileAnswer = ({ id, name, state, sizeBytes, receivedBytes, ...file }: MediaFile) => ({
  ...{ id, name, state, sizeBytes, receivedBytes, partBytes: MEDIA_FILE_LIMITS.partBytes },
  progress: file.progress ?? null,
  reason: file.reason ?? null,
  seconds: file.seconds ?? null,
  hasVideo: file.video !== undefined,
  hasAudio: file.hasAudio ?? false,
});
