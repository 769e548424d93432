import { z } from 'zod';
import { MEDIA_KINDS, type MediaItem, type SceneRecord } from '#control';
import { layoutSchema, overlaysSchema } from '#protocol';
import { ImageStore } from '#show';
import { answer, body, idSchema, nameSchema, timeSchema, toIso } from './basics.js';

const content = z
  .object({ layout: layoutSchema, overlays: overlaysSchema })
  .describe('As the studio sends them, with person ids in the places of participant ids');

export const sceneSchema = answer(
  'Scene',
  z.object({
    id: idSchema,
    name: z.string(),
    position: z.number().int().describe('Scenes are listed by it'),
    content,
    createdAt: timeSchema,
  }),
);
export const scenesAnswer = answer('Scenes', z.object({ items: z.array(sceneSchema) }));
export const newSceneBody = body('NewScene', z.strictObject({ name: nameSchema, content }));
export const scenePatchBody = body(
  'ScenePatch',
  z.strictObject({
    name: nameSchema.optional(),
    content: content.optional(),
    position: z.number().int().min(-1_000).max(1_000).optional(),
  }),
);

const page = z.object({ id: idSchema.describe('As layouts name it'), url: z.string() });
export const mediaSchema = answer(
  'MediaItem',
  z.object({
    id: idSchema,
    name: z.string(),
    kind: z.enum(MEDIA_KINDS),
    pages: z.array(page),
    createdAt: timeSchema,
  }),
);
export const mediaAnswer = answer('MediaItems', z.object({ items: z.array(mediaSchema) }));
export const newMediaBody = body(
  'NewMediaItem',
  z.strictObject({
    name: nameSchema,
    kind: z.enum(MEDIA_KINDS),
    pages: z.array(idSchema).min(1).max(200).describe('Images that were uploaded before, in order'),
  }),
);

export const toSceneAnswer = ({ id, name, position, content: kept, createdAtMs }: SceneRecord) => ({
  ...{ id, name, position },
  // What was kept by an earlier version lacks what came since.
  content: content.parse(kept),
  createdAt: toIso(createdAtMs),
});

export const toMediaAnswer = ({ id, showId, name, kind, pages, createdAtMs }: MediaItem) => ({
  ...{ id, name, kind },
  pages: pages.map((pageId) => ({ id: pageId, url: ImageStore.urlOf(showId, pageId) })),
  createdAt: toIso(createdAtMs),
});
