import type { LucideIcon } from 'lucide-react';
import type { ComponentType, LazyExoticComponent } from 'react';
import type { ProgrammeView } from '#protocol';
import type { MessageKey } from '../i18n/messages.js';
import type { Composer } from './scenes/composer.js';
import type { SceneList } from './scenes/scene-list.js';
import type { StageSession } from './stage-session.js';
import type { StudioClients } from './studio-clients.js';

/** What each panel of the studio is given. */
export interface StudioPanelProps {
  showId: string;
  stageSession: StageSession;
  clients: StudioClients;
  /** With what is being prepared in the place of what is shown. */
  programme: ProgrammeView;
  /** Puts changes into the programme, or into what is being prepared. */
  composer: Composer;
  scenes: SceneList;
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
