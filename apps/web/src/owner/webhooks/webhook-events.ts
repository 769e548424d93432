import type { Delivery, Webhook } from '#client';
import { currentText } from '../../i18n/use-text.js';

type Event = Webhook['events'][number];

/** All that a webhook can be told of, in the order of a show. True: a new webhook has it. */
const IS_FIRST: Record<Event, boolean> = {
  'show.created': false,
  'show.updated': false,
  'show.scheduled': false,
  'show.backstage': false,
  'show.live': true,
  'show.ended': true,
  'show.failed': true,
  'show.deleted': false,
  'participant.joined': true,
  'participant.left': true,
  'person.banned': false,
  'output.changed': false,
};
export const WEBHOOK_EVENTS = Object.keys(IS_FIRST) as readonly Event[];

/** Those of a new webhook. */
export const FIRST_EVENTS = WEBHOOK_EVENTS.filter((event) => IS_FIRST[event]);

/** Keys of texts have no further dots within their last part. */
type Dashed<Name extends string> = Name extends `${infer Subject}.${infer Fact}`
  ? `${Subject}-${Fact}`
  : never;

export const eventText = (type: Delivery['eventType']): string =>
  currentText()(`owner.webhooks.event.${type.replace('.', '-') as Dashed<typeof type>}`);

export const withEvent = (events: readonly Event[], event: Event, isChosen: boolean): Event[] =>
  WEBHOOK_EVENTS.filter((each) => (each === event ? isChosen : events.includes(each)));
