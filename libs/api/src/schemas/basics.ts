import { z } from 'zod';

/** Schemas with a name of their own in the document. Answers are as they leave, bodies as they come. */
export const answerSchemas = z.registry<{ id: string }>();
export const bodySchemas = z.registry<{ id: string }>();

export function answer<T extends z.ZodType>(id: string, schema: T): T {
  answerSchemas.add(schema, { id });
  return schema;
}

export function body<T extends z.ZodType>(id: string, schema: T): T {
  bodySchemas.add(schema, { id });
  return schema;
}

/** Ours and other people's: no spaces, no markup, nothing that reads as a path. */
export const idSchema = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[\w.:@-]+$/);
export const timeSchema = z.iso.datetime().describe('RFC 3339, UTC');
export const timeOrNull = timeSchema.nullable();

/** One row of text: trimmed, without control characters or halves of characters, not only zero-width ones. */
export const lineSchema = (maxLength: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must not contain control characters')
    .regex(/[^\p{Cf}\p{Zs}]/u, 'must contain something visible');

export const proseSchema = (maxLength: number) =>
  z
    .string()
    .trim()
    .max(maxLength)
    .regex(/^(?:[^\p{Cc}\p{Cs}]|[\n\t])*$/u, 'must not contain control characters');

export const nameSchema = lineSchema(64);
export const emailSchema = z.email().max(254).toLowerCase();
export const passwordSchema = z.string().min(1).max(1_024);

export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  after: z.string().max(200).optional().describe('`next` of the page before'),
});

/** A page of a list. */
export const pageOf = <T extends z.ZodType>(id: string, item: T) =>
  answer(
    id,
    z.object({ items: z.array(item), next: z.string().nullable().describe('`after` of the next page') }),
  );

export const toIso = (ms: number): string => new Date(ms).toISOString();
export const toIsoOrNull = (ms: number | null): string | null => (ms === null ? null : toIso(ms));
