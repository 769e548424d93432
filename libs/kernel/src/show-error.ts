/** Whose fault an error is: it decides the log level and the status on the wire. */
export type Blame = 'guest' | 'config' | 'us';

export interface ShowErrorOptions {
  /** Stable, kebab-case, part of the API. */
  code: string;
  /** One sentence for a person that says what to do. */
  message: string;
  blame: Blame;
  /** Whether the same call may succeed later. */
  retry?: boolean;
  /** HTTP status, where the answer is HTTP. */
  status?: number;
  /** Safe to show outside: ids, limits, never secrets. */
  details?: Record<string, unknown>;
  cause?: unknown;
}

export class ShowError extends Error {
  readonly code: string;
  readonly blame: Blame;
  readonly retry: boolean;
  readonly status: number;
  readonly details: Record<string, unknown>;

  constructor(options: ShowErrorOptions) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ShowError';
    this.code = options.code;
    this.blame = options.blame;
    this.retry = options.retry ?? false;
    this.status = options.status ?? (options.blame === 'guest' ? 400 : 500);
    this.details = options.details ?? {};
  }
}

/** What a stranger may know of any thrown value: unknown errors say nothing outside. */
export function toShowError(thrown: unknown): ShowError {
  if (thrown instanceof ShowError) return thrown;
  return new ShowError({
    code: 'internal',
    message: 'Something went wrong on our side. Try again in a moment.',
    blame: 'us',
    retry: true,
    status: 500,
    cause: thrown,
  });
}

export const guestError = (code: string, message: string, more: Partial<ShowErrorOptions> = {}): ShowError =>
  new ShowError({ code, message, blame: 'guest', ...more });
