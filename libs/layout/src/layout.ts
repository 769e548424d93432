/** What the host wishes of a layout, as far as it decides where people stand. */
export interface TileLayout {
  kind: 'auto' | 'solo' | 'side-by-side' | 'grid' | 'spotlight' | 'screen' | 'picture-in-picture';
  /** People named here come first, in this order. */
  order: readonly string[];
  /** The participant in the main tile, where the layout has one. */
  pinned?: string | undefined;
  hidden: readonly string[];
  hiddenScreens: readonly string[];
  /** An image, slide or clip that has the large place, whatever the layout: its id. */
  media?: string | undefined;
  fit: 'fill' | 'contain';
  gapPx: number;
}

/** What a layout needs to know of a participant. */
export interface Person {
  id: string;
  sharesScreen: boolean;
}

export interface Size {
  width: number;
  height: number;
}

export interface Rect extends Size {
  x: number;
  y: number;
}

/** A place on the canvas. Later ones lie above earlier ones. */
export interface Tile extends Rect {
  /** Of the participant; of the image for `media`. */
  personId: string;
  source: 'camera' | 'screen' | 'media';
  fit: 'fill' | 'contain';
}

export const TILES_AT_MOST = 12;
