import { newId, type PersonId, type ShowId } from '#kernel';
import type { ShowFormat } from '#protocol';
import { DEFAULT_BRAND, type ShowBrand } from '../ports/show-brand.js';
import {
  DEFAULT_RECORDING,
  type Show,
  type ShowLayout,
  type ShowLimits,
  type ShowProfile,
  type ShowRecording,
  type ShowResilience,
  type Visibility,
} from '../ports/shows.js';

type LimitsWish = { [K in keyof ShowLimits]?: number | undefined };
type BrandWish = { [K in keyof ShowBrand]?: ShowBrand[K] | undefined };
type RecordingWish = { [K in keyof ShowRecording]?: boolean | undefined };

export interface ShowWish {
  title: string;
  description?: string | undefined;
  posterUrl?: string | null | undefined;
  scheduledAtMs?: number | null | undefined;
  visibility?: Visibility | undefined;
  profile?: ShowProfile | undefined;
  layout?: ShowLayout | undefined;
  formats?: readonly ShowFormat[] | null | undefined;
  resilience?: ShowResilience | undefined;
  captions?: readonly string[] | undefined;
  limits?: LimitsWish | undefined;
  recording?: RecordingWish | undefined;
  brand?: BrandWish | undefined;
}

export const DEFAULT_LIMITS: ShowLimits = {
  maxOnStage: 12,
  maxViewers: 10_000,
  maxMinutes: 720,
  maxFrontRow: 100,
};

/** Of this site, for a wish that names nothing else. */
export interface UsualShow {
  profile: ShowProfile;
  brand?: Partial<ShowBrand> | undefined;
}

/** A show as it is when nobody has touched it yet. One with a date is scheduled from the start. */
export function newShow(ownerId: PersonId, wish: ShowWish, nowMs: number, usual: UsualShow): Show {
  const scheduledAtMs = wish.scheduledAtMs ?? null;
  return {
    id: newId<'show'>('show') as ShowId,
    ownerId,
    title: wish.title,
    description: wish.description ?? '',
    posterUrl: wish.posterUrl ?? null,
    scheduledAtMs,
    visibility: wish.visibility ?? 'unlisted',
    profile: wish.profile ?? usual.profile,
    layout: wish.layout ?? 'auto',
    formats: wish.formats ?? null,
    resilience: wish.resilience ?? 'none',
    captions: wish.captions ?? [],
    limits: mergeLimits(DEFAULT_LIMITS, wish.limits),
    recording: mergeRecording(DEFAULT_RECORDING, wish.recording),
    brand: mergeBrand({ ...DEFAULT_BRAND, ...usual.brand }, wish.brand),
    state: scheduledAtMs === null ? 'draft' : 'scheduled',
    failure: null,
    version: 1,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    liveAtMs: null,
    endedAtMs: null,
  };
}

/** Limits that were written before one of them existed. */
export const fillLimits = (limits: Partial<ShowLimits>): ShowLimits => ({ ...DEFAULT_LIMITS, ...limits });

export const mergeLimits = (limits: ShowLimits, wish: LimitsWish = {}): ShowLimits => ({
  maxOnStage: wish.maxOnStage ?? limits.maxOnStage,
  maxViewers: wish.maxViewers ?? limits.maxViewers,
  maxMinutes: wish.maxMinutes ?? limits.maxMinutes,
  maxFrontRow: wish.maxFrontRow ?? limits.maxFrontRow,
});

export const mergeRecording = (recording: ShowRecording, wish: RecordingWish = {}): ShowRecording => ({
  isOn: wish.isOn ?? recording.isOn,
  replay: wish.replay ?? recording.replay,
  tracks: wish.tracks ?? recording.tracks,
  viewerClips: wish.viewerClips ?? recording.viewerClips,
});

export const mergeBrand = (brand: ShowBrand, wish: BrandWish = {}): ShowBrand => ({
  colour: wish.colour === undefined ? brand.colour : wish.colour,
  font: wish.font ?? brand.font,
  language: wish.language ?? brand.language,
  logo: wish.logo === undefined ? brand.logo : wish.logo,
  background: wish.background === undefined ? brand.background : wish.background,
  frame: wish.frame === undefined ? brand.frame : wish.frame,
  intro: wish.intro === undefined ? brand.intro : wish.intro,
  outro: wish.outro === undefined ? brand.outro : wish.outro,
  banners: wish.banners ?? brand.banners,
});
