import { guestError, type ShowError } from '#kernel';
import type { RateAnswer } from './rate-limiter.js';

/** The refusal says when the next attempt can succeed. */
export const tooManyRequests = ({ retryAfterMs }: Pick<RateAnswer, 'retryAfterMs'>): ShowError =>
  guestError('too-many-requests', 'Too many requests. Wait as long as Retry-After says.', {
    status: 429,
    retry: true,
    details: { retryAfterMs },
  });
