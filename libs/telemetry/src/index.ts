export {
  forgetParts,
  measureAnswer,
  measureParts,
  measurePromotions,
  measureRooms,
} from './measure-rooms.js';
export { createMetrics, type Metrics, type MetricsOptions } from './metrics.js';
