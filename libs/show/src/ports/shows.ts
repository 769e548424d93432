import type { PersonId, ShowId } from '#kernel';
import type { ProfileName } from '#packager';
import { LAYOUT_KINDS, type ShowFormat } from '#protocol';
import type { ShowState } from '../show-machine.js';
import type { OutboxEvent } from './outbox.js';
import type { Page, PageRequest } from './page.js';
import type { ShowBrand } from './show-brand.js';

export const VISIBILITIES = ['public', 'unlisted', 'private'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** How far behind live the audience is: parts of half a second, of a fifth, or none. */
export const PROFILES = ['low', 'ultra', 'standard'] as const satisfies readonly ProfileName[];
export type ShowProfile = (typeof PROFILES)[number];

/** What a show begins with; hosts change it in the studio. */
export const LAYOUTS = LAYOUT_KINDS;
export type ShowLayout = (typeof LAYOUTS)[number];

export interface ShowLimits {
  maxOnStage: number;
  maxViewers: number;
  maxMinutes: number;
  /** Viewers in real time at once; 0 switches the front row off. */
  maxFrontRow: number;
}

/** How a show is recorded, and who may see it. */
export interface ShowRecording {
  isOn: boolean;
  /** Viewers of the show may watch its recording. */
  replay: boolean;
  /** What each participant sends is kept by itself too. */
  tracks: boolean;
  /** Viewers may make clips; hosts and moderators always may. */
  viewerClips: boolean;
}

export const DEFAULT_RECORDING: ShowRecording = {
  isOn: true,
  replay: true,
  tracks: true,
  viewerClips: false,
};

export const RESILIENCES = ['none', 'standby'] as const;
/**
 * What happens when the node dies that runs a live show. `none`: another one starts it again, after a cut. `standby`:
 * another one composes along and goes on without one. A node that is alone knows no difference.
 */
export type ShowResilience = (typeof RESILIENCES)[number];

export interface Show {
  id: ShowId;
  ownerId: PersonId;
  title: string;
  description: string;
  posterUrl: string | null;
  scheduledAtMs: number | null;
  visibility: Visibility;
  profile: ShowProfile;
  layout: ShowLayout;
  /** The first is the main one. Null: what the site is set to. */
  formats: readonly ShowFormat[] | null;
  resilience: ShowResilience;
  /** Languages in which its viewers may read along. */
  captions: readonly string[];
  limits: ShowLimits;
  recording: ShowRecording;
  brand: ShowBrand;
  state: ShowState;
  /** Why it failed, for the host. */
  failure: string | null;
  /** Grows with every change: what If-Match compares. */
  version: number;
  createdAtMs: number;
  updatedAtMs: number;
  liveAtMs: number | null;
  endedAtMs: number | null;
}

export type ShowPatch = Partial<Omit<Show, 'id' | 'ownerId' | 'version' | 'createdAtMs' | 'updatedAtMs'>>;

export interface ShowFilter {
  ownerId?: string;
  states?: ShowState[];
  visibility?: Visibility;
  /** Words of the title, any case. */
  search?: string;
}

/** A compare-and-set: nothing is written unless all of `expect` holds. */
export interface ShowChange {
  id: string;
  expect: { version?: number; states?: readonly ShowState[] };
  patch: ShowPatch;
  /** Told to webhooks in the same transaction. */
  events: readonly OutboxEvent[];
  nowMs: number;
}

export type ShowChangeResult = { outcome: 'changed'; show: Show } | { outcome: 'conflict' | 'missing' };

export interface ShowsStore {
  create(show: Show, events: readonly OutboxEvent[]): Promise<void>;
  find(id: string): Promise<Show | undefined>;
  list(filter: ShowFilter, page: PageRequest): Promise<Page<Show>>;
  change(change: ShowChange): Promise<ShowChangeResult>;
  /** With everything that belongs to it. */
  remove(id: string, events: readonly OutboxEvent[]): Promise<boolean>;
}
