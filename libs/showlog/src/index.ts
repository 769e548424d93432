export { atSocket } from './at-socket.js';
export { entrySchema, type ShowLogEntry } from './entry.js';
export { type OpenRun, openRunSchema } from './open-runs.js';
export { LOG_PENDING_LIMIT_BYTES } from './pending-limit.js';
export type { Replica, ReplicaSnapshot, RunOpening, RunSink } from './ports.js';
export type { LogPosition } from './position.js';
export {
  ShowLogFollower,
  type ShowLogFollowerEvents,
  type ShowLogFollowerOptions,
} from './show-log-follower.js';
export { type LogBeginning, ShowLogWriter, type ShowLogWriterOptions } from './show-log-writer.js';
export { type Inherited, StandbyLog, type StandbyLogEvents } from './standby-log.js';
export { type TimedEvent, timedEventSchema } from './timed-event.js';
