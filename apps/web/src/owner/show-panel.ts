import type { ComponentType, LazyExoticComponent } from 'react';
import type { Show } from '#client';

/** A section of a show's page, below its form and beside its figures. */
export interface ShowPanel {
  id: string;
  component: LazyExoticComponent<ComponentType<{ show: Show }>>;
}
