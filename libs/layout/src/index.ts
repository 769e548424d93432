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
