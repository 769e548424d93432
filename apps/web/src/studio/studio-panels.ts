import {
  Activity,
  Cast,
  ChartColumn,
  CircleQuestionMark,
  Clapperboard,
  Images,
  LayoutGrid,
  MessageCircle,
  Palette,
  RadioTower,
  ShieldCheck,
  Type,
} from 'lucide-react';
import { lazyPanel } from '../ui/lazy-panel.js';
import type { StudioPanel } from './studio-panel.js';

/** The tabs of the studio, in their order. A new panel is a file of its own and an entry here. */
export const STUDIO_PANELS: readonly StudioPanel[] = [
  {
    id: 'scenes',
    icon: Clapperboard,
    label: 'studio.scenes',
    for: 'hosts',
    component: lazyPanel(async () => (await import('./scenes/scenes-panel.js')).ScenesPanel),
  },
  {
    id: 'media',
    icon: Images,
    label: 'studio.media',
    for: 'hosts',
    component: lazyPanel(async () => (await import('./media/media-panel.js')).MediaPanel),
  },
  {
    id: 'layout',
    icon: LayoutGrid,
    label: 'studio.layout',
    for: 'hosts',
    component: lazyPanel(async () => (await import('./layout-panel.js')).LayoutPanel),
  },
  {
    id: 'rules',
    icon: ShieldCheck,
    label: 'studio.rules',
    for: 'hosts',
    component: lazyPanel(async () => (await import('./rules-panel.js')).RulesPanel),
  },
  {
    id: 'inputs',
    icon: RadioTower,
    label: 'studio.inputs',
    for: 'hosts',
    component: lazyPanel(async () => (await import('./inputs/inputs-panel.js')).InputsPanel),
  },
  {
    id: 'restream',
    icon: Cast,
    label: 'studio.restream',
    for: 'hosts',
    component: lazyPanel(async () => (await import('./restream/restream-panel.js')).RestreamPanel),
  },
  {
    id: 'overlays',
    icon: Type,
    label: 'studio.overlays',
    for: 'hosts',
    component: lazyPanel(async () => (await import('./overlays-panel.js')).OverlaysPanel),
  },
  {
    id: 'brand',
    icon: Palette,
    label: 'studio.brand',
    for: 'hosts',
    component: lazyPanel(async () => (await import('./brand/brand-panel.js')).BrandPanel),
  },
  {
    id: 'chat',
    icon: MessageCircle,
    label: 'watch.chat',
    for: 'everybody',
    component: lazyPanel(async () => (await import('./audience-panels.js')).StudioChat),
  },
  {
    id: 'questions',
    icon: CircleQuestionMark,
    label: 'watch.questions',
    for: 'everybody',
    component: lazyPanel(async () => (await import('./audience-panels.js')).StudioQuestions),
  },
  {
    id: 'polls',
    icon: ChartColumn,
    label: 'watch.polls',
    for: 'everybody',
    component: lazyPanel(async () => (await import('./audience-panels.js')).StudioPolls),
  },
  {
    id: 'health',
    icon: Activity,
    label: 'studio.health',
    for: 'everybody',
    component: lazyPanel(async () => (await import('./health-panel.js')).HealthPanel),
  },
];
