import { ApiFailure } from '#client';

export type ProblemKind = 'offline' | 'not-found' | 'refused' | 'failed';

/** What a person can do about it differs: reconnect, check the link, ask for access, or try again. */
export function problemKind(thrown: unknown): ProblemKind {
  if (!(thrown instanceof ApiFailure)) return 'failed';
  if (thrown.status === 0) return 'offline';
  if (thrown.status === 404 || thrown.status === 410) return 'not-found';
  return thrown.status >= 400 && thrown.status < 500 ? 'refused' : 'failed';
}

/** Whether the same request may succeed a little later. */
export function mayPass(thrown: unknown): boolean {
  const kind = problemKind(thrown);
  return kind === 'offline' || kind === 'failed';
}
