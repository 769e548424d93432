import { ShowError } from '#kernel';

/** The programme ended before the show could be played; `reason` says how its process ended. */
export const programmeFailed = (reason: string): ShowError =>
  new ShowError({
    code: 'programme-failed',
    message: `The programme ended while it was starting (${reason}). Try "Go live" again in a moment.`,
    blame: 'us',
    retry: true,
    status: 503,
  });
