import type { Clock, Lifetime, Log, ProsceniumConfig } from '#kernel';
import type { ProgrammeProcesses } from '#live';
import type { Metrics } from '#telemetry';

/** What every room of one process is opened with. */
export interface RoomsOptions {
  config: ProsceniumConfig;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  lifetime: Lifetime;
  /** Starts programmes. */
  processes: ProgrammeProcesses;
}
