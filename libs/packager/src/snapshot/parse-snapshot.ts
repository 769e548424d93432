import type { PackagerSnapshot } from './packager-snapshot.js';
import { packagerStateSchema } from './snapshot-schema.js';

/** A snapshot that came from another process. Throws where it is none. */
export function parseSnapshot(snapshot: {
  state: unknown;
  bytes: ReadonlyMap<string, Buffer>;
}): PackagerSnapshot {
  return { state: packagerStateSchema.parse(snapshot.state), bytes: new Map(snapshot.bytes) };
}
