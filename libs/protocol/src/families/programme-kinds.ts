/** Apart from the schemas: pages use these lists, and a page that takes one must not carry zod. */
export const LAYOUT_KINDS = [
  'auto',
  'solo',
  'side-by-side',
  'grid',
  'spotlight',
  'screen-strip',
  'picture-in-picture',
] as const;

/** How the programme goes from one scene to the next. */
export const TRANSITIONS = ['cut', 'fade', 'slide'] as const;

export const CLIP_ACTIONS = ['play', 'pause', 'stop'] as const;

export const SLATES = ['none', 'starting', 'break', 'ended', 'trouble'] as const;

/** Of titles, labels and slates; each has Latin and Korean letters. */
export const BRAND_FONTS = ['sans', 'serif', 'round', 'poster'] as const;
export type BrandFont = (typeof BRAND_FONTS)[number];

/** In which the programme itself says something, such as a slate. */
export const SHOW_LANGUAGES = ['en', 'ko'] as const;
export type ShowLanguage = (typeof SHOW_LANGUAGES)[number];
