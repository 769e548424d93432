import type { z } from 'zod';
import type { Rule } from '#access';

export type HttpMethod = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** Which bucket a request is counted in. */
export type RateName = 'read' | 'write' | 'sign-in' | 'arrive' | 'heartbeat';

export interface Operation<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  /** `family.verb`: also the name of the client's method. */
  id: string;
  method: HttpMethod;
  /** Below /api/v1, with `:name` for parameters. */
  path: string;
  summary: string;
  allows: Rule;
  rate: RateName;
  params: Params;
  query: Query;
  /** `z.undefined()` when it takes none. */
  body: Body;
  /** Where the body is no JSON: the media types that it may have. */
  bodyTypes?: readonly string[] | undefined;
  answer: Answer;
  status: number;
  /** A repeated creation with the same Idempotency-Key gets the first answer. */
  isIdempotent: boolean;
  /** Wants If-Match with the version that the caller has seen. */
  isVersioned: boolean;
  /** Codes that it may answer with beside those that every operation has. */
  errors: readonly string[];
}

export type AnyOperation = Operation;
