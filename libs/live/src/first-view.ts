import type { LAYOUT_KINDS, Layout, ProgrammeView } from '#protocol';
import { DEFAULT_BRAND, type ShowBrand } from '#show';

const GROUND = '#10141c';
const ACCENT = '#ff4d5e';

export function firstLayout(
  kind: (typeof LAYOUT_KINDS)[number] = 'auto',
  { background }: Pick<ShowBrand, 'background'> = DEFAULT_BRAND,
): Layout {
  return {
    kind,
    pinned: null,
    order: [],
    hidden: [],
    fit: 'cover',
    gapPx: 12,
    background: background === null ? { colour: GROUND } : { assetId: background, colour: GROUND },
    glideMs: 250,
    labels: true,
    media: null,
  };
}

/** The view of a programme before its first change: in the brand of its show. */
export function firstView(layout: Layout, brand: ShowBrand = DEFAULT_BRAND): ProgrammeView {
  const { logo, frame } = brand;
  return {
    state: 'idle',
    liveSinceWallMs: null,
    playbackUrl: null,
    layout,
    overlays: {
      ...{ titleBar: null, ticker: null, countdown: null },
      logo: logo === null ? null : { ...logo, opacity: 1 },
      frame: frame === null ? null : { assetId: frame },
      accent: brand.colour ?? ACCENT,
      font: brand.font,
      language: brand.language,
    },
    audioMix: { sources: [], levelling: false },
    slate: { kind: 'none', text: '' },
    sceneId: null,
  };
}
