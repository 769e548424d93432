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
  /** Beside the form with the settings, or below it, where there is room for curves and tables. */
  place?: 'below';
  component: LazyExoticComponent<ComponentType<ShowPanelProps>>;
}
