import type { Rect, Size } from './layout.js';

/** No tile is narrower than an old television or wider than a new one. */
const NARROWEST = 4 / 3;
const WIDEST = 16 / 9;

function cellSize(area: Size, columns: number, rows: number, gap: number): Size {
  return {
    width: (area.width - gap * (columns - 1)) / columns,
    height: (area.height - gap * (rows - 1)) / rows,
  };
}

function tileIn(cell: Size): Size {
  const ratio = Math.min(WIDEST, Math.max(NARROWEST, cell.width / cell.height));
  const width = Math.min(cell.width, cell.height * ratio);
  return { width, height: Math.min(cell.height, width / ratio) };
}

/** The number of columns that shows everybody largest. */
export function bestColumns(count: number, area: Size, gap: number): number {
  let best = 1;
  let bestArea = 0;
  for (let columns = 1; columns <= count; columns += 1) {
    const tile = tileIn(cellSize(area, columns, Math.ceil(count / columns), gap));
    if (tile.width * tile.height > bestArea * 1.001) {
      best = columns;
      bestArea = tile.width * tile.height;
    }
  }
  return best;
}

/** Places for `count` equals, in reading order; a last row that is not full stands in the middle. */
export function gridRects(count: number, area: Rect, gap: number): Rect[] {
  if (count === 0) return [];
  const columns = bestColumns(count, area, gap);
  const rows = Math.ceil(count / columns);
  const tile = tileIn(cellSize(area, columns, rows, gap));
  const top = area.y + (area.height - rows * tile.height - (rows - 1) * gap) / 2;
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns);
    const inRow = Math.min(columns, count - row * columns);
    const left = area.x + (area.width - inRow * tile.width - (inRow - 1) * gap) / 2;
    return {
      x: left + (index % columns) * (tile.width + gap),
      y: top + row * (tile.height + gap),
      width: tile.width,
      height: tile.height,
    };
  });
}
