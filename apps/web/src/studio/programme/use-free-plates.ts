import { type RefObject, useLayoutEffect } from 'react';

/** As the compositor tries them: a name stands at the lower left of its tile, else where nothing lies. */
const SPOTS = ['bottom-left', 'bottom-right', 'top-left', 'top-right'] as const;

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** The box of a plate of this size in a corner of its tile; `gap` is the distance that it has from the edges. */
function boxAt(
  spot: (typeof SPOTS)[number],
  tile: Box,
  size: { width: number; height: number },
  gap: number,
): Box {
  const left = spot.endsWith('left') ? tile.left + gap : tile.right - gap - size.width;
  const top = spot.startsWith('top') ? tile.top + gap : tile.bottom - gap - size.height;
  return { left, top, right: left + size.width, bottom: top + size.height };
}

/** The first corner in which a plate lies under nothing. */
export function freeSpot(
  tile: Box,
  size: { width: number; height: number },
  gap: number,
  taken: readonly Box[],
): (typeof SPOTS)[number] {
  const isFree = (spot: (typeof SPOTS)[number]) => {
    const box = boxAt(spot, tile, size, gap);
    return box.left >= tile.left && !taken.some((other) => overlap(other, box));
  };
  return SPOTS.find(isFree) ?? 'bottom-left';
}

const GAP = 0.014;

/** Moves name plates of a canvas out from under titles and clocks, after each of its drawings. */
export function useFreePlates(canvas: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const root = canvas.current;
    if (!root) return;
    const taken = [...root.querySelectorAll('.canvas-overlays > :not(.canvas-frame)')].map((each) =>
      each.getBoundingClientRect(),
    );
    for (const plate of root.querySelectorAll<HTMLElement>('.canvas-plate')) {
      const tile = plate.parentElement?.getBoundingClientRect();
      if (tile)
        plate.dataset.spot = freeSpot(tile, plate.getBoundingClientRect(), GAP * root.clientWidth, taken);
    }
  });
}
