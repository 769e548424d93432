import { guestError } from '#kernel';

type Closable = { readonly closed: boolean } | { readonly isClosed: boolean };

const isClosed = (object: Closable): boolean => ('closed' in object ? object.closed : object.isClosed);

/** What a wish is for may end while the wish is on its way to the worker: an end like any other. */
export async function unlessClosed(object: Closable, wish: Promise<void>): Promise<void> {
  try {
    await wish;
  } catch (error) {
    if (!(await hasEnded(object))) throw error;
  }
}

/** For work with a waiting caller: when its object ended meanwhile, the caller must enter the stage again. */
export async function whileOpen<T>(object: Closable, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw (await hasEnded(object)) ? stageRestarted(error) : error;
  }
}

export const stageRestarted = (cause?: unknown) =>
  guestError('stage-rebuilding', 'The stage restarted meanwhile. Enter it again.', {
    status: 409,
    retry: true,
    cause,
  });

/** mediasoup emits the worker's events one turn later than its answers: the refusal comes before its reason. */
async function hasEnded(object: Closable): Promise<boolean> {
  if (!isClosed(object)) await new Promise<void>((resolve) => setImmediate(resolve));
  return isClosed(object);
}
