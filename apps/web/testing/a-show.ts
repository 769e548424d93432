import type { Show } from '#client';

/** A show as the API answers it. */
export const aShow = (fields: Partial<Show> = {}): Show => ({
  id: 'show_1',
  ownerId: 'person_1',
  title: 'A show',
  description: '',
  posterUrl: null,
  scheduledAt: null,
  visibility: 'public',
  profile: 'low',
  layout: 'auto',
  formats: null,
  resilience: 'none',
  captions: [],
  limits: { maxOnStage: 12, maxViewers: 10_000, maxMinutes: 720, maxFrontRow: 100 },
  brand: {
    ...{ colour: null, font: 'sans', language: 'en', logo: null, background: null, frame: null },
    ...{ intro: null, outro: null },
    banners: [],
  },
  recording: { isOn: true, replay: true, tracks: true, viewerClips: false },
  state: 'draft',
  failure: null,
  version: 1,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  liveAt: null,
  endedAt: null,
  playbackUrl: null,
  reportToken: 'report',
  ...fields,
});
