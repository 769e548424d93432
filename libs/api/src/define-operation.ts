import { z } from 'zod';
import type { HttpMethod, Operation, RateName } from './operation.js';

const NONE = z.strictObject({});
const EMPTY = z.undefined();
type None = typeof NONE;
type Empty = typeof EMPTY;

type Given<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, A extends z.ZodType> = Pick<
  Operation,
  'id' | 'summary' | 'allows'
> & {
  /** `POST /shows/:showId/end` */
  route: `${HttpMethod} /${string}`;
  params?: P;
  query?: Q;
  body?: B;
  bodyTypes?: readonly string[];
  answer?: A;
  status?: number;
  rate?: RateName;
  isIdempotent?: boolean;
  isVersioned?: boolean;
  errors?: readonly string[];
};

/** Fills what most operations have in common. Without an answer it is 204. */
export function defineOperation<
  P extends z.ZodObject = None,
  Q extends z.ZodObject = None,
  B extends z.ZodType = Empty,
  A extends z.ZodType = Empty,
>(given: Given<P, Q, B, A>): Operation<P, Q, B, A> {
  const { route, ...rest } = given;
  const [method, path] = route.split(' ', 2) as [HttpMethod, string];
  return {
    ...rest,
    method,
    path,
    params: given.params ?? (NONE as unknown as P),
    query: given.query ?? (NONE as unknown as Q),
    body: given.body ?? (EMPTY as unknown as B),
    answer: given.answer ?? (EMPTY as unknown as A),
    status: given.status ?? (given.answer === undefined ? 204 : 200),
    rate: given.rate ?? (method === 'GET' ? 'read' : 'write'),
    isIdempotent: given.isIdempotent ?? false,
    isVersioned: given.isVersioned ?? false,
    errors: given.errors ?? [],
  };
}
