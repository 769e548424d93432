export { AudienceDesk } from './audience-desk.js';
export { ControlPlane, type ControlPlaneOptions } from './control-plane.js';
export { Accounts } from './people/accounts.js';
export { ApiKeysDesk } from './people/api-keys-desk.js';
export type { ClientFacts } from './people/client-facts.js';
export { Entrance } from './people/entrance.js';
export { FirstStart } from './people/first-start.js';
export { InvitationsDesk, type InvitationWish } from './people/invitations-desk.js';
export { SessionsDesk, type SignedIn } from './people/sessions-desk.js';
export type { ApiKeyRecord, ApiKeysStore } from './ports/api-keys.js';
export type { IdempotencyStore, StoredAnswer } from './ports/idempotency.js';
export {
  INVITATION_ROLES,
  type Invitation,
  type InvitationFilter,
  type InvitationRole,
  type InvitationsStore,
} from './ports/invitations.js';
export type { HouseRole, PeopleStore, Person, PersonPatch } from './ports/people.js';
export type { RetentionDays, RetentionStore } from './ports/retention.js';
export type { RoleGrantsStore } from './ports/role-grants.js';
export type { SessionRecord, SessionsStore } from './ports/sessions.js';
export type { ControlStores } from './ports/stores.js';
export type {
  AttemptResult,
  DeliveryState,
  DueDelivery,
  WebhookDelivery,
  WebhookEndpoint,
  WebhooksStore,
} from './ports/webhooks.js';
export { ShowRanks, type StageRoles } from './ranks/show-ranks.js';
export { RetentionDesk } from './retention/retention-desk.js';
export { StageRemote } from './stage-remote.js';
export { type IssuedTicket, TicketOffice } from './tickets/ticket-office.js';
export { WebhooksDesk } from './webhooks/webhooks-desk.js';
