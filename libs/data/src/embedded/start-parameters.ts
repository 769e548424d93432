import { PGlite } from '@electric-sql/pglite';

/** PGlite's own parameters contain it: no fsync at all. */
const WITHOUT_FSYNC = '-F';

/**
 * One connection serves the whole server, so PostgreSQL's usual 128 MB of buffers for a hundred connections only cost
 * memory. Of the ways to flush the log, Emscripten implements fsync; its fdatasync answers without doing anything.
 */
const OURS = {
  shared_buffers: '16MB',
  max_connections: '8',
  wal_sync_method: 'fsync',
} as const;

export const START_PARAMETERS: string[] = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== WITHOUT_FSYNC),
  ...Object.entries(OURS).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
];
