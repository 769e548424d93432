import type { CSSProperties } from 'react';
import { safeAreas } from '#client';

const percent = (part: number, whole: number): string => `${((part / whole) * 100).toFixed(3)}%`;

interface Size {
  width: number;
  height: number;
}

type Rect = ReturnType<typeof safeAreas>['title'];

const placeOf = ({ x, y, width, height }: Rect, canvas: Size): CSSProperties => ({
  left: percent(x, canvas.width),
  top: percent(y, canvas.height),
  width: percent(width, canvas.width),
  height: percent(height, canvas.height),
});

/** Where the compositor keeps names and titles: seen by hosts alone. */
export function CanvasGuides({ canvas }: { canvas: Size }) {
  const { action, title } = safeAreas(canvas);
  return (
    <div className="canvas-guides" aria-hidden="true">
      <div className="canvas-guide" style={placeOf(action, canvas)} />
      <div className="canvas-guide canvas-guide-title" style={placeOf(title, canvas)} />
    </div>
  );
}
