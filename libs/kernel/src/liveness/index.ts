export { LivenessWatch } from './liveness-watch.js';
export type { ReadState } from './own-time.js';
export { type ProcessState, readProcessState } from './process-state.js';
