import type { Clock, Log } from '#kernel';
import type { ProgrammeDescription } from '#programme-link';
import type { ProgrammeLog } from './programme-log.js';

export interface ShowLogOptions {
  description: ProgrammeDescription;
  clock: Clock;
  log: Log;
}

export async function openShowLog(_options: ShowLogOptions): Promise<ProgrammeLog> {
  throw new Error('there is no show log yet');
}
