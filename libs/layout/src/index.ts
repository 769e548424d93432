export type {
  ChromaKey,
  Crop,
  Person,
  Rect,
  Size,
  SourceStyle,
  Tile,
  TileLayout,
} from './layout.js';
export { placeTiles } from './place-tiles.js';
export { type SafeAreas, safeAreas } from './safe-areas.js';
