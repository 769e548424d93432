export { AudienceService } from './audience-service.js';
export { ControlPlane, type ControlPlaneOptions } from './control-plane.js';
export { type ChatRules, DefencesService } from './defences/defences-service.js';
export { type OpenClassifier, openClassifier } from './defences/open-classifier.js';
export { FollowersService, type FollowView } from './followers/followers-service.js';
export { type InputStatus, InputsService, type IssuedInput } from './inputs/inputs-service.js';
export type { Mail, Mailer, MailOutcome } from './mail/mailer.js';
export { openSmtpMailer } from './mail/open-smtp-mailer.js';
export { OUTPUT_PRESETS, type OutputPreset } from './outputs/output-presets.js';
export { OutputsService, type OutputWish } from './outputs/outputs-service.js';
export { shownUrl } from './outputs/sealed-target.js';
export { Accounts } from './people/accounts.js';
export { ApiKeysService } from './people/api-keys-service.js';
export type { ClientFacts } from './people/client-facts.js';
export { EntryService } from './people/entry-service.js';
export { FirstStart } from './people/first-start.js';
export { InvitationsService, type InvitationWish } from './people/invitations-service.js';
export { type OwnerResetOptions, resetOwner } from './people/owner-reset.js';
export { SessionsService, type SignedIn } from './people/sessions-service.js';
export { PlayerMarksService } from './player-marks-service.js';
export { PollsService } from './polls-service.js';
export type { ApiKeyRecord, ApiKeysStore } from './ports/api-keys.js';
export type { AnnouncementTimes, Follower, FollowersStore, PushKeys } from './ports/followers.js';
export type { IdempotencyStore, StoredAnswer } from './ports/idempotency.js';
export { INPUT_PURPOSES, type InputPurpose, type InputRecord, type InputsStore } from './ports/inputs.js';
export {
  INVITATION_ROLES,
  type Invitation,
  type InvitationFilter,
  type InvitationRole,
  type InvitationsStore,
} from './ports/invitations.js';
export { MEDIA_KINDS, type MediaItem, type MediaKind, type MediaStore } from './ports/media.js';
export type { OutputRecord, OutputsStore } from './ports/outputs.js';
export type { PeopleStore, Person, PersonPatch, SiteRole } from './ports/people.js';
export type { RetentionDays, RetentionStore } from './ports/retention.js';
export type { RoleGrantsStore } from './ports/role-grants.js';
export type { SceneContent, ScenePatch, SceneRecord, ScenesStore } from './ports/scenes.js';
export type { SessionRecord, SessionsStore } from './ports/sessions.js';
export type { ControlStores } from './ports/stores.js';
export type {
  AttemptResult,
  DeliveryState,
  DueClaim,
  DueDelivery,
  WebhookDelivery,
  WebhookEndpoint,
  WebhooksStore,
} from './ports/webhooks.js';
export { ShowRanks, type StageRoles } from './ranks/show-ranks.js';
export { RetentionService } from './retention/retention-service.js';
export { MediaService, type MediaWish } from './scenes/media-service.js';
export { ScenesService } from './scenes/scenes-service.js';
export { Site, type SiteStyle } from './site/site.js';
export { StageControl } from './stage-control.js';
export { type IssuedTicket, TicketService } from './tickets/ticket-service.js';
export { WebhooksService } from './webhooks/webhooks-service.js';
