import { lazyPanel } from '../ui/lazy-panel.js';
import type { ShowPanel } from './show-panel.js';

/** Sections of a show's page, in their order. A new one is a file of its own and an entry here. */
export const SHOW_PANELS: readonly ShowPanel[] = [
  {
    id: 'links',
    component: lazyPanel(async () => (await import('./links-panel.js')).LinksPanel),
  },
  {
    id: 'recordings',
    component: lazyPanel(async () => (await import('./recordings/recordings-panel.js')).RecordingsPanel),
  },
  {
    id: 'formats',
    component: lazyPanel(async () => (await import('./formats/formats-panel.js')).FormatsPanel),
  },
  {
    id: 'captions',
    component: lazyPanel(async () => (await import('./captions/captions-panel.js')).CaptionsPanel),
  },
  {
    id: 'resilience',
    component: lazyPanel(async () => (await import('./resilience/resilience-panel.js')).ResiliencePanel),
  },
  {
    id: 'figures',
    place: 'below',
    component: lazyPanel(async () => (await import('./live-charts.js')).LiveCharts),
  },
  {
    id: 'results',
    place: 'below',
    component: lazyPanel(async () => (await import('./results/results-panel.js')).ResultsPanel),
  },
  {
    id: 'audit',
    component: lazyPanel(async () => (await import('./audit/audit-panel.js')).AuditPanel),
  },
  {
    id: 'personal-data',
    component: lazyPanel(async () => (await import('./privacy/personal-data-panel.js')).PersonalDataPanel),
  },
];
