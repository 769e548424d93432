import type { Socket } from 'node:net';
import { type Clock, ShowError } from '#kernel';

export interface AttemptOptions {
  /** To whichever node runs the show now. Rejects where it does not answer. */
  connect(signal: AbortSignal): Promise<Socket>;
  clock: Clock;
}

/** A node that answers does so within milliseconds. One that hangs takes connections and says nothing. */
const ANSWER_MS = 500;

/** One attempt to reach the node of a show. What fails is tried again, and the show may be elsewhere by then. */
export async function connectInTime({ connect, clock }: AttemptOptions): Promise<Socket> {
  const abort = new AbortController();
  const cancel = clock.after(ANSWER_MS, () => abort.abort(hangs()));
  try {
    return await connect(abort.signal);
  } finally {
    cancel();
  }
}

const hangs = (): ShowError =>
  new ShowError({
    code: 'node-silent',
    message: 'The node of this show does not answer.',
    blame: 'us',
    retry: true,
  });
