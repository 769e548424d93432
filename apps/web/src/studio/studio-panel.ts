import type { LucideIcon } from 'lucide-react';
import type { ComponentType, LazyExoticComponent } from 'react';
import type { ProgrammeView } from '#protocol';
import type { MessageKey } from '../i18n/messages.js';
import type { StageSession } from './stage-session.js';
import type { StudioClients } from './studio-clients.js';

/** What each panel of the studio is given. */
export interface StudioPanelProps {
  showId: string;
  stageSession: StageSession;
  clients: StudioClients;
  programme: ProgrammeView;
  isModerator: boolean;
}

/** A tab beside the programme. */
export interface StudioPanel {
  id: string;
  icon: LucideIcon;
  label: MessageKey;
  /** `hosts`: host and co-hosts. */
  for: 'hosts' | 'everybody';
  component: LazyExoticComponent<ComponentType<StudioPanelProps>>;
}
