import type { z } from 'zod';
import { audienceRequests } from './families/audience.js';
import { callRequests } from './families/call.js';
import { consumeRequests } from './families/consume.js';
import { dataRequests } from './families/data.js';
import { moderationRequests } from './families/moderation.js';
import { produceRequests } from './families/produce.js';
import { programmeRequests } from './families/programme.js';
import { promotionRequests } from './families/promotion.js';
import { sessionRequests } from './families/session.js';
import { sharedRequests } from './families/shared.js';
import { studioRequests } from './families/studio.js';
import { transportRequests } from './families/transport.js';

/** Which requests one handler file of the server answers. */
export const FAMILIES = {
  session: sessionRequests,
  transport: transportRequests,
  produce: produceRequests,
  consume: consumeRequests,
  data: dataRequests,
  moderation: moderationRequests,
  promotion: promotionRequests,
  studio: studioRequests,
  call: callRequests,
  shared: sharedRequests,
  programme: programmeRequests,
  audience: audienceRequests,
} as const;
export type FamilyName = keyof typeof FAMILIES;

/** Every request that a page may send. */
export const requests = {
  ...sessionRequests,
  ...transportRequests,
  ...produceRequests,
  ...consumeRequests,
  ...dataRequests,
  ...moderationRequests,
  ...promotionRequests,
  ...studioRequests,
  ...callRequests,
  ...sharedRequests,
  ...programmeRequests,
  ...audienceRequests,
} as const;

export type RequestName = keyof typeof requests;
/** As a page writes it: fields with defaults may be left out. */
export type RequestInput<Name extends RequestName> = z.input<(typeof requests)[Name]['request']>;
/** As a handler reads it. */
export type RequestData<Name extends RequestName> = z.output<(typeof requests)[Name]['request']>;
export type ResponseData<Name extends RequestName> = z.output<(typeof requests)[Name]['response']>;
export type RequestOfFamily<Family extends FamilyName> = keyof (typeof FAMILIES)[Family] & RequestName;

export const isRequestName = (name: string): name is RequestName => Object.hasOwn(requests, name);
