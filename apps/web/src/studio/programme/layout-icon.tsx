import type { Layout } from '#protocol';

type Box = readonly [x: number, y: number, width: number, height: number];

/** Slots of each layout, in a frame of 32 by 18. */
const SLOTS: Record<Layout['kind'], readonly Box[]> = {
  auto: [
    [1, 1, 19, 16],
    [21, 1, 10, 7.5],
    [21, 9.5, 10, 7.5],
  ],
  solo: [[1, 1, 30, 16]],
  'side-by-side': [
    [1, 4, 14.5, 10],
    [16.5, 4, 14.5, 10],
  ],
  grid: [
    [1, 1, 14.5, 7.5],
    [16.5, 1, 14.5, 7.5],
    [1, 9.5, 14.5, 7.5],
    [16.5, 9.5, 14.5, 7.5],
  ],
  spotlight: [
    [1, 1, 22, 16],
    [24, 1, 7, 4.8],
    [24, 6.6, 7, 4.8],
    [24, 12.2, 7, 4.8],
  ],
  'screen-strip': [
    [1, 1, 30, 12],
    [1, 14, 6, 3],
    [8, 14, 6, 3],
    [15, 14, 6, 3],
  ],
  'picture-in-picture': [
    [1, 1, 30, 16],
    [22, 11, 8, 5],
  ],
};

export function LayoutIcon({ kind }: { kind: Layout['kind'] }) {
  return (
    <svg viewBox="0 0 32 18" className="layout-icon" aria-hidden="true">
      {SLOTS[kind].map(([x, y, width, height]) => (
        <rect key={`${x},${y}`} x={x} y={y} width={width} height={height} rx="1" />
      ))}
    </svg>
  );
}
