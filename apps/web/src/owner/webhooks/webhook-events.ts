import type { Delivery, Webhook } from '#client';
import { currentText } from '../../i18n/use-text.js';

type Event = Webhook['events'][number];

/** All that a webhook can be told of, in the order of a show. */
export const WEBHOOK_EVENTS: readonly Event[] = [
  ...(['show.created', 'show.updated', 'show.scheduled', 'show.backstage', 'show.live'] as const),
  ...(['show.ended', 'show.failed', 'show.deleted'] as const),
  ...(['participant.joined', 'participant.left', 'person.banned', 'output.changed'] as const),
];

/** Keys of texts have no further dots within their last part. */
type Dashed<Name extends string> = Name extends `${infer Subject}.${infer Fact}`
  ? `${Subject}-${Fact}`
  : never;

export const eventText = (type: Delivery['eventType']): string =>
  currentText()(`owner.webhooks.event.${type.replace('.', '-') as Dashed<typeof type>}`);

/** Those of a new webhook. */
export const FIRST_EVENTS: Event[] = [
  'show.live',
  'show.ended',
  'show.failed',
  'participant.joined',
  'participant.left',
];

export const withEvent = (events: readonly Event[], event: Event, isChosen: boolean): Event[] =>
  WEBHOOK_EVENTS.filter((each) => (each === event ? isChosen : events.includes(each)));
