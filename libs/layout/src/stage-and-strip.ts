import type { Rect } from './layout.js';

/** People beside the main tile at most: more would be too small to be seen. */
export const STRIP_AT_MOST = 5;
const STRIP_SHARE = 0.2;

export interface StageAndStrip {
  stage: Rect;
  strip: Rect[];
}

/** A main tile and a strip of 16:9 tiles: at the right of a wide canvas, below on a tall one. */
export function stageAndStrip(area: Rect, others: number, gap: number): StageAndStrip {
  const count = Math.min(others, STRIP_AT_MOST);
  if (count === 0) return { stage: area, strip: [] };
  return area.width >= area.height ? wide(area, count, gap) : tall(area, count, gap);
}

function wide(area: Rect, count: number, gap: number): StageAndStrip {
  const height = Math.min((area.width * STRIP_SHARE * 9) / 16, (area.height - gap * (count - 1)) / count);
  const width = (height * 16) / 9;
  const top = area.y + (area.height - count * height - (count - 1) * gap) / 2;
  return {
    stage: { x: area.x, y: area.y, width: area.width - width - gap, height: area.height },
    strip: Array.from({ length: count }, (_, index) => ({
      x: area.x + area.width - width,
      y: top + index * (height + gap),
      width,
      height,
    })),
  };
}

function tall(area: Rect, count: number, gap: number): StageAndStrip {
  const width = Math.min(area.height * STRIP_SHARE, (area.width - gap * (count - 1)) / count);
  const height = (width * 9) / 16;
  const left = area.x + (area.width - count * width - (count - 1) * gap) / 2;
  return {
    stage: { x: area.x, y: area.y, width: area.width, height: area.height - height - gap },
    strip: Array.from({ length: count }, (_, index) => ({
      x: left + index * (width + gap),
      y: area.y + area.height - height,
      width,
      height,
    })),
  };
}
