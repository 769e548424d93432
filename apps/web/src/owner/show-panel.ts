import type { ComponentType, LazyExoticComponent } from 'react';
import type { Show } from '#client';

/** What each section of a show's page is given. */
export interface ShowPanelProps {
  show: Show;
  /** The section has changed the show. */
  onChanged(show: Show): void;
}

/** A section of a show's page, beside its form. */
export interface ShowPanel {
  id: string;
  component: LazyExoticComponent<ComponentType<ShowPanelProps>>;
}
