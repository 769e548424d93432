import { readClock } from './bar-code.js';
import { type Area, type ColourAt, colourOf, FLASH, GROUND, lumaOf, PATCHES, type Rgb } from './test-card.js';

export interface Pixels {
  /** RGBA, row by row. */
  data: Uint8ClampedArray | Uint8Array;
  width: number;
  height: number;
}

export interface CardReading {
  /** The 24-bit clock, when the bar code is whole. */
  clock?: number;
  ground: Rgb;
  patches: Record<string, Rgb>;
  flash: boolean;
  /** Mean brightness of a coarse grid: a black frame has next to none. */
  meanLuma: number;
}

const WHOLE: Area = { x: 0, y: 0, width: 1, height: 1 };
const GRID = 8;
const FLASH_LUMA = 140;

/** Reads points of a tile, which is an area of the frame in fractions of it. */
export function colourReader(pixels: Pixels, tile: Area = WHOLE): ColourAt {
  return (x, y) => {
    const column = Math.min(pixels.width - 1, Math.floor((tile.x + x * tile.width) * pixels.width));
    const row = Math.min(pixels.height - 1, Math.floor((tile.y + y * tile.height) * pixels.height));
    const offset = (row * pixels.width + column) * 4;
    return [pixels.data[offset] ?? 0, pixels.data[offset + 1] ?? 0, pixels.data[offset + 2] ?? 0];
  };
}

function meanLuma(colourAt: ColourAt): number {
  let sum = 0;
  for (let column = 0; column < GRID; column += 1)
    for (let row = 0; row < GRID; row += 1)
      sum += lumaOf(colourAt((column + 0.5) / GRID, (row + 0.5) / GRID));
  return sum / GRID ** 2;
}

/** Everything that the test card says in one tile of a frame. */
export function readCard(pixels: Pixels, tile: Area = WHOLE): CardReading {
  const colourAt = colourReader(pixels, tile);
  const clock = readClock((x, y) => lumaOf(colourAt(x, y)));
  return {
    ...(clock === undefined ? {} : { clock }),
    ground: colourOf(GROUND, colourAt),
    patches: Object.fromEntries(PATCHES.map(({ name, area }) => [name, colourOf(area, colourAt)])),
    flash: lumaOf(colourOf(FLASH, colourAt)) > FLASH_LUMA,
    meanLuma: meanLuma(colourAt),
  };
}
