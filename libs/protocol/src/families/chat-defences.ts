import { z } from 'zod';
import { roleSchema } from '../roles.js';
import { idSchema, nameSchema, textSchema, wallMsSchema } from '../shapes/basics.js';
import { DEFENCE_ACTIONS, DEFENCE_CAUSES, HELD_CAUSES, WORD_CLASSES } from './chat-defence-kinds.js';

const actionSchema = z.enum(DEFENCE_ACTIONS);
export const heldCauseSchema = z.enum(HELD_CAUSES);
const blockedWordSchema = textSchema(60).min(1);
export const wordListSchema = z.array(blockedWordSchema).max(500);

/** Every name by itself: the document of the API then knows them. */
const each = <Name extends string, Schema>(names: readonly Name[], schema: Schema): Record<Name, Schema> =>
  Object.fromEntries(names.map((name) => [name, schema])) as Record<Name, Schema>;

const plain = {
  /** How long a viewer counts as new after the first arrival in this show; 0: nobody does. */
  newcomerSeconds: z.number().int().min(0).max(3_600),
  /** Names that look like those of hosts and moderators say nothing here. */
  protectNames: z.boolean(),
  /** Hosts and moderators may post links. */
  moderatorLinks: z.boolean(),
  /** Ask the classifier that the site has set up, if any. */
  classifier: z.boolean(),
};

/** How one show's chat is defended. Only moderators are shown it: to others it is a list of what to try. */
export const chatDefencesSchema = z.object({
  ...plain,
  actions: z.object(each(DEFENCE_CAUSES, actionSchema)),
  words: z.object(each(WORD_CLASSES, z.array(z.string()))),
});
export type ChatDefences = z.output<typeof chatDefencesSchema>;

/** What is left out stays as it is. */
export const chatDefencesChangeSchema = z.strictObject({
  newcomerSeconds: z.exactOptional(plain.newcomerSeconds),
  protectNames: z.exactOptional(plain.protectNames),
  moderatorLinks: z.exactOptional(plain.moderatorLinks),
  classifier: z.exactOptional(plain.classifier),
  actions: z.exactOptional(z.strictObject(each(DEFENCE_CAUSES, z.exactOptional(actionSchema)))),
  words: z.exactOptional(z.strictObject(each(WORD_CLASSES, z.exactOptional(wordListSchema)))),
});
export type ChatDefencesChange = z.output<typeof chatDefencesChangeSchema>;

/** Words that no show of the site wants, beside the show's own. `blocked` is refused everywhere. */
export const siteWordsSchema = z.strictObject({
  blocked: wordListSchema,
  ...each(WORD_CLASSES, wordListSchema),
});
export type SiteWords = z.output<typeof siteWordsSchema>;

/** Waits for a moderator. */
export const heldMessageSchema = z.object({
  messageId: idSchema,
  personId: idSchema,
  name: nameSchema,
  role: roleSchema,
  text: z.string(),
  cause: heldCauseSchema,
  atWallMs: wallMsSchema,
});
export type HeldMessage = z.output<typeof heldMessageSchema>;
