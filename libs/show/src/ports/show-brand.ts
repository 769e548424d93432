import type { BrandFont, Overlays, ShowLanguage } from '#protocol';

/** A lower third that waits for its moment. */
export interface Banner {
  title: string;
  subtitle: string;
}

/** How a show looks by itself: what its programme begins with, and what its studio offers. */
export interface ShowBrand {
  /** Null: the one that every show has. */
  colour: string | null;
  font: BrandFont;
  language: ShowLanguage;
  /** Images are ids of the show's own. */
  logo: { assetId: string; corner: NonNullable<Overlays['logo']>['corner'] } | null;
  background: string | null;
  frame: string | null;
  /** Clips of the show, by id, with which it begins and ends. */
  intro: string | null;
  outro: string | null;
  banners: readonly Banner[];
}

export const DEFAULT_BRAND: ShowBrand = {
  colour: null,
  font: 'sans',
  language: 'en',
  logo: null,
  background: null,
  frame: null,
  intro: null,
  outro: null,
  banners: [],
};
