import { guestError } from '#kernel';

interface Closable {
  readonly closed: boolean;
}

/** What a wish is for may end while the wish is on its way to the worker: an end like any other. */
export function unlessClosed(object: Closable, wish: Promise<void>): Promise<void> {
  return wish.catch((error: unknown) => {
    if (!object.closed) throw error;
  });
}

/** For work whose answer somebody waits for: when its object ended meanwhile, they begin anew. */
export function whileOpen<T>(object: Closable, work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    throw object.closed ? beganAnew(error) : error;
  });
}

export const beganAnew = (cause?: unknown) =>
  guestError('stage-rebuilding', 'The stage began anew meanwhile. Enter it again.', {
    status: 409,
    retry: true,
    cause,
  });
