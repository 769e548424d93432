import type { AudienceStateStore } from './audience-state-store.js';
import type { AuditStore } from './audit-store.js';
import type { BansStore } from './bans-store.js';
import type { ChatStore } from './chat-store.js';
import type { HeldStore } from './held-store.js';
import type { PollsStore } from './polls-store.js';
import type { QuestionsStore } from './questions-store.js';
import type { SiteDefencesStore } from './site-defences-store.js';
import type { VisitsStore } from './visits-store.js';

/** Everything that an audience leaves behind. `data` gives it. */
export interface AudienceStores {
  audienceState: AudienceStateStore;
  chat: ChatStore;
  heldMessages: HeldStore;
  siteDefences: SiteDefencesStore;
  questions: QuestionsStore;
  polls: PollsStore;
  bans: BansStore;
  visits: VisitsStore;
  audit: AuditStore;
}
