import { join } from 'node:path';

/** Where the programme of a show listens. A show's id is short enough for a socket's path. */
export const programmeSocket = (runFolder: string, showId: string): string =>
  join(runFolder, `programme-${showId}.sock`);
