import { toShowError } from '#kernel';
import { isErrorCode, type WireError } from '#protocol';

/** Codes that the wire does not know say nothing outside. */
export function toWireError(thrown: unknown): WireError {
  const { code, message, retry, details } = toShowError(thrown);
  if (isErrorCode(code)) return { code, message, retry, details };
  return { code: 'internal', message, retry };
}
