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
  /** Sources that are shown otherwise than the layout says. */
  sources?: readonly SourceStyle[] | undefined;
}

/** Shares of a source that are cut off at its sides. */
export interface Crop {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Points of this colour are transparent. */
export interface ChromaKey {
  /** As in `#00b140`. */
  colour: string;
  /** Up to this distance from it a colour is transparent, 0 to 1. */
  similarity: number;
  /** Over this further distance a colour becomes opaque, 0 to 1. */
  smoothness: number;
}

/** How one source is shown. */
export interface SourceStyle {
  /** Of the participant; of the image or clip for `media`. */
  personId: string;
  source: 'camera' | 'screen' | 'media';
  crop?: Crop | undefined;
  fit?: 'fill' | 'contain' | undefined;
  /** In shares of the canvas. A source with a place of its own takes no part in the layout. */
  place?: Rect | undefined;
  opacity?: number | undefined;
  /** Higher ones lie above lower ones; 0 is where the layout has it. */
  layer?: number | undefined;
  key?: ChromaKey | undefined;
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
  crop?: Crop | undefined;
  opacity?: number | undefined;
  key?: ChromaKey | undefined;
}

export const TILES_AT_MOST = 12;
