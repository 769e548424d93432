import type { z } from 'zod';
import { guestError } from '#kernel';

const FAULTS_SHOWN = 20;

/** Reads input by its schema; every fault is listed at once, by path, without its value. */
export function parseInput<T extends z.ZodType>(
  schema: T,
  input: unknown,
  where: 'params' | 'query' | 'body',
): z.output<T> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const faults = result.error.issues
    .slice(0, FAULTS_SHOWN)
    .map((issue) => ({ at: [where, ...issue.path.map(String)].join('.'), message: issue.message }));
  throw guestError('bad-request', 'The request does not say what the operation expects.', {
    status: where === 'body' ? 422 : 400,
    details: { faults },
  });
}
