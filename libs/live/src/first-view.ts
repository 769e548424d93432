import type { LAYOUT_KINDS, Layout, ProgrammeView } from '#protocol';

export function firstLayout(kind: (typeof LAYOUT_KINDS)[number] = 'auto'): Layout {
  return {
    kind,
    pinned: null,
    order: [],
    hidden: [],
    fit: 'cover',
    gapPx: 12,
    background: { colour: '#10141c' },
    glideMs: 250,
    labels: true,
    media: null,
  };
}

/** The view of a programme before its first change. */
export function firstView(layout: Layout): ProgrammeView {
  return {
    state: 'idle',
    liveSinceWallMs: null,
    playbackUrl: null,
    layout,
    overlays: {
      ...{ titleBar: null, ticker: null, logo: null, countdown: null, frame: null },
      accent: '#ff4d5e',
    },
    slate: { kind: 'none', text: '' },
    sceneId: null,
  };
}
