export type { Person, Rect, Size, Tile, TileLayout } from './layout.js';
export { placeTiles } from './place-tiles.js';
