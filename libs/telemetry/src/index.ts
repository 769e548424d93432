export { measureParts, measurePromotions, measureRooms } from './measure-rooms.js';
export { createMetrics, type Metrics } from './metrics.js';
