import type { FamilyName, RequestData, RequestName, RequestOfFamily, ResponseData } from '#protocol';
import type { SignalSession } from '../signal-session.js';

/**
 * Answers one request. The session is the joined socket; its `caller` throws `not-joined` before the join. The signal
 * is aborted when the answer is too late or the socket closed.
 */
export type Handler<Name extends RequestName> = (
  session: SignalSession,
  data: RequestData<Name>,
  signal: AbortSignal,
) => Promise<ResponseData<Name>>;

/** Every request has its handler: one that is missing does not compile. */
export type Handlers = { readonly [Name in RequestName]: Handler<Name> };
export type FamilyHandlers<Family extends FamilyName> = Pick<Handlers, RequestOfFamily<Family>>;

/** For requests that are answered by nothing but having been done. */
export const done = async (work: Promise<void>): Promise<Record<string, never>> => {
  await work;
  return {};
};
