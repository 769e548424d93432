import type { Clock } from '#kernel';
import type { SignalingPorts } from '../ports.js';
import type { SignalHub } from '../signal-hub.js';
import { audienceHandlers } from './audience-handlers.js';
import { callHandlers } from './call-handlers.js';
import { consumeHandlers } from './consume-handlers.js';
import { dataHandlers } from './data-handlers.js';
import type { Handlers } from './handler.js';
import { moderationHandlers } from './moderation-handlers.js';
import { produceHandlers } from './produce-handlers.js';
import { programmeHandlers } from './programme-handlers.js';
import { promotionHandlers } from './promotion-handlers.js';
import { sessionHandlers } from './session-handlers.js';
import { sharedHandlers } from './shared-handlers.js';
import { studioHandlers } from './studio-handlers.js';
import { transportHandlers } from './transport-handlers.js';

export const allHandlers = (ports: SignalingPorts, hub: SignalHub, clock: Clock): Handlers => ({
  ...sessionHandlers(ports, hub, clock),
  ...transportHandlers(ports.stage),
  ...produceHandlers(ports.stage),
  ...consumeHandlers(ports.stage),
  ...dataHandlers(ports.data),
  ...moderationHandlers(ports.moderation),
  ...promotionHandlers(ports.promotion),
  ...studioHandlers(ports.studio),
  ...callHandlers(ports.call),
  ...sharedHandlers(ports.shared),
  ...programmeHandlers(ports.programme),
  ...audienceHandlers(ports.audience),
});
