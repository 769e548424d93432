import type { z } from 'zod';
import type { Role } from './roles.js';

/** A token bucket: how many a second in the long run, how many at once. */
export interface Rate {
  perSecond: number;
  burst: number;
}

export interface RequestSpec<Request extends z.ZodType = z.ZodType, Response extends z.ZodType = z.ZodType> {
  request: Request;
  response: Response;
  /** Who may send it. Roles are checked against the server's own record, never the client's word. */
  roles: readonly Role[];
  rate: Rate;
}

export const defineRequest = <Request extends z.ZodType, Response extends z.ZodType>(
  spec: RequestSpec<Request, Response>,
): RequestSpec<Request, Response> => spec;

export const RATE = {
  /** A click: nobody clicks faster for long. */
  click: { perSecond: 2, burst: 10 },
  /** Part of joining, where a burst is normal: one message for each track of each participant. */
  setup: { perSecond: 10, burst: 80 },
  /** Follows the window's size or a slider. */
  drag: { perSecond: 15, burst: 30 },
  /** Text that everybody reads. */
  talk: { perSecond: 1, burst: 5 },
  /** Once in a while. */
  rare: { perSecond: 0.2, burst: 5 },
} as const satisfies Record<string, Rate>;
