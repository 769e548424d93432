import { guestError, ShowError } from '#kernel';

const CODE = 'start-cancelled';

/** A host gave up a start that was under way. */
export const startCancelled = (): ShowError =>
  guestError(CODE, 'The start was cancelled. The show is not on air.', { status: 409 });

export const isStartCancelled = (error: unknown): boolean =>
  error instanceof ShowError && error.code === CODE;
