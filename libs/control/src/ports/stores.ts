import type { AuditStore } from '#audience';
import type { SettingsStore, ShowsStore } from '#show';
import type { ApiKeysStore } from './api-keys.js';
import type { FollowersStore } from './followers.js';
import type { IdempotencyStore } from './idempotency.js';
import type { InputsStore } from './inputs.js';
import type { InvitationsStore } from './invitations.js';
import type { MediaStore } from './media.js';
import type { OutputsStore } from './outputs.js';
import type { PeopleStore } from './people.js';
import type { RetentionStore } from './retention.js';
import type { RoleGrantsStore } from './role-grants.js';
import type { ScenesStore } from './scenes.js';
import type { SessionsStore } from './sessions.js';
import type { WebhooksStore } from './webhooks.js';

/** Everything that the control plane keeps. `data` gives it. */
export interface ControlStores {
  settings: SettingsStore;
  people: PeopleStore;
  sessions: SessionsStore;
  invitations: InvitationsStore;
  apiKeys: ApiKeysStore;
  inputs: InputsStore;
  outputs: OutputsStore;
  scenes: ScenesStore;
  media: MediaStore;
  shows: ShowsStore;
  roleGrants: RoleGrantsStore;
  followers: FollowersStore;
  idempotency: IdempotencyStore;
  webhooks: WebhooksStore;
  retention: RetentionStore;
  audit: AuditStore;
}
