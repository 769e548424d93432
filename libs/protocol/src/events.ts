import type { z } from 'zod';
import { audienceEvents } from './families/audience.js';
import { callEvents } from './families/call.js';
import { consumeEvents } from './families/consume.js';
import { dataEvents } from './families/data.js';
import { produceEvents } from './families/produce.js';
import { programmeEvents } from './families/programme.js';
import { promotionEvents } from './families/promotion.js';
import { sessionEvents } from './families/session.js';
import { sharedEvents } from './families/shared.js';
import { stageEvents } from './families/stage.js';
import { studioEvents } from './families/studio.js';

/** Every message that the server may send by itself. */
export const serverEvents = {
  ...sessionEvents,
  ...stageEvents,
  ...produceEvents,
  ...consumeEvents,
  ...dataEvents,
  ...promotionEvents,
  ...studioEvents,
  ...callEvents,
  ...sharedEvents,
  ...programmeEvents,
  ...audienceEvents,
} as const;

export type ServerEventName = keyof typeof serverEvents;
export type ServerEventData<Name extends ServerEventName> = z.output<(typeof serverEvents)[Name]>;

/** One event with its payload, where both travel together. */
export type ServerEvent = {
  [Name in ServerEventName]: { name: Name; data: ServerEventData<Name> };
}[ServerEventName];
