import type { ErrorCode, WireError } from '#protocol';

/** What the server refused, as an error: `code` is stable and can be translated, `message` is for a person. */
export class WireFailure extends Error {
  readonly code: ErrorCode;
  readonly retry: boolean;

  constructor(error: WireError) {
    super(error.message);
    this.name = 'WireFailure';
    this.code = error.code;
    this.retry = error.retry;
  }
}

export const timedOut = (): WireFailure =>
  new WireFailure({
    code: 'timed-out',
    message: 'The server did not answer in time. Try again.',
    retry: true,
  });

export const toWireFailure = (thrown: unknown): WireFailure =>
  thrown instanceof WireFailure
    ? thrown
    : new WireFailure({
        code: 'internal',
        message: 'Something went wrong. Try again in a moment.',
        retry: true,
      });
