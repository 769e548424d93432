import { ShowError } from '#kernel';

/** Nothing is begun any more that the next process would have to find. */
export const serverStops = (): ShowError =>
  new ShowError({
    code: 'overloaded',
    message: 'The server is being stopped or restarted. Try again in a moment.',
    blame: 'us',
    retry: true,
    status: 503,
  });
