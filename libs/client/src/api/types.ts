import type { Show, WebhookDelivery } from './generated/operations.js';

/** What the HTTP API answers, by the names that pages use for it: the document is the truth. Times are RFC 3339. */
export type {
  ApiKey,
  AudienceQuality,
  CaptionPage,
  Clip,
  Clips,
  Follow,
  Image as StoredImage,
  Input,
  Invitation,
  InvitationDetails as InvitationView,
  Job,
  LiveState,
  MediaFile,
  MediaItem,
  NewInput,
  Output,
  Person,
  ProgrammePrice,
  Recording,
  Recordings,
  Scene,
  Show,
  ShowExport as ShowResults,
  Site,
  Ticket,
  WaysToFollow,
  Webhook,
  Who,
} from './generated/operations.js';
export type Delivery = WebhookDelivery;
export type ShowState = Show['state'];
export type Visibility = Show['visibility'];

export interface Page<Item> {
  items: Item[];
  next: string | null;
}
