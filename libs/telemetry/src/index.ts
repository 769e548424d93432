export {
  forgetParts,
  forgetSharing,
  measureAnswer,
  measureParts,
  measurePromotions,
  measureRooms,
  measureSharing,
} from './measure-rooms.js';
export { createMetrics, type Metrics, type MetricsOptions } from './metrics.js';
export { openTraces } from './traces/open-traces.js';
export type { TracesOptions } from './traces/otlp-traces.js';
export type { ServiceName, Traces } from './traces/traces.js';
