import { z } from 'zod';

const answerSchema = z.object({ id: z.string().min(1).max(80), text: z.string().max(2_000) });

/** `{"id": "…", "text": "…"}`; nothing where it is no such object. Other fields are of no concern. */
export function parseTranslation(line: string): z.output<typeof answerSchema> | undefined {
  try {
    return answerSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
