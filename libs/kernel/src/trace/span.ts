import { z } from 'zod';

const hex = (characters: number) => z.string().regex(new RegExp(`^[0-9a-f]{${characters}}$`));
const value = z.union([z.string().max(200), z.number(), z.boolean()]);

/** Something that was done, from its start to its end, as processes tell it to the one that sends traces. */
export const spanSchema = z.strictObject({
  name: z.string().min(1).max(100),
  /** Wall clock. */
  startMs: z.number(),
  endMs: z.number(),
  attributes: z.record(z.string().max(64), value),
  /** Where it belongs; without it, it is a trace of its own. */
  traceId: hex(32).optional(),
  spanId: hex(16).optional(),
  parentId: hex(16).optional(),
  /** Why it failed. */
  error: z.string().max(300).optional(),
});
export type Span = z.output<typeof spanSchema>;

/** So many fit into one message; the sender drops more. */
export const SPANS_AT_MOST = 200;

export const spansSchema = z.array(spanSchema).max(SPANS_AT_MOST);
