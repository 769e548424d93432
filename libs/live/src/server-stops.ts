import { ShowError } from '#kernel';

/** Refuses what is started while this process stops: the next process would not know of it. */
export const serverStops = (): ShowError =>
  new ShowError({
    code: 'overloaded',
    message: 'The server is being stopped or restarted. Try again in a moment.',
    blame: 'us',
    retry: true,
    status: 503,
  });
