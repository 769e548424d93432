import { guestError } from '#kernel';
import type { Operation } from './operation.js';
import type { ApiRequest } from './serves.js';

const VERSION = /^(?:W\/)?"?(\d{1,9})"?$/;

export function readVersion(operation: Operation, request: ApiRequest): number {
  if (!operation.isVersioned) return 0;
  const match = VERSION.exec(request.headers['if-match'] ?? '');
  if (match !== null) return Number(match[1]);
  throw guestError(
    'version-needed',
    'Say which version you change: If-Match with the number you have seen.',
    {
      status: 428,
    },
  );
}

/** An operation without a body takes none; one whose fields are all optional takes an empty one. */
export const bodyOf = (operation: Operation, request: ApiRequest): unknown => {
  const given = request.body ?? undefined;
  if (operation.body.type !== 'undefined') return given ?? {};
  const isEmpty = typeof given === 'object' && Object.keys(given).length === 0;
  return isEmpty ? undefined : given;
};
