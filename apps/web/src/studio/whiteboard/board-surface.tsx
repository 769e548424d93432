import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { useText } from '../../i18n/use-text.js';
import { boardColours } from './board-colours.js';
import type { BoardDrawing, Pen } from './board-drawing.js';
import { paintBoard } from './paint-board.js';
import { BOARD, type Point, type Shape } from './shape.js';

interface BoardSurfaceProps {
  shapes: ReadonlyMap<string, Shape>;
  drawing: BoardDrawing;
  pen: Pen;
}

const STEP = 10;
const LONG_STEP = 50;
const STEPS: Record<string, Point> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** Where it is drawn: by mouse, finger, pencil or the keys. */
export function BoardSurface({ shapes, drawing, pen }: BoardSurfaceProps) {
  const t = useText();
  const canvas = useRef<HTMLCanvasElement>(null);
  const keys = useKeys(drawing, pen);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context) paintBoard(context, BOARD.width, shapes.values(), boardColours());
  }, [shapes]);
  const pointOf = ({ clientX, clientY }: { clientX: number; clientY: number }): Point => {
    const { left, top, width, height } = canvas.current?.getBoundingClientRect() ?? new DOMRect();
    return {
      x: ((clientX - left) / width) * BOARD.width,
      y: ((clientY - top) / height) * BOARD.height,
    };
  };
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drawing.begin(pen, pointOf(event));
  };
  const onPointerMove = (event: PointerEvent) => {
    if (event.buttons === 0) return;
    // A quick hand has been in more places than there are frames.
    const events = event.nativeEvent.getCoalescedEvents?.() ?? [];
    for (const each of events.length > 0 ? events : [event]) drawing.move(pointOf(each));
  };
  const { cursor, isDown } = keys;
  return (
    <div className="board-surface">
      <canvas ref={canvas} width={BOARD.width} height={BOARD.height} className="board-canvas" />
      <div
        className="board-hands"
        role="application"
        aria-label={t('studio.board.surface')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys draw here
        tabIndex={0}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => drawing.end()}
        onPointerCancel={() => drawing.end()}
        onKeyDown={keys.onKeyDown}
        onBlur={keys.onBlur}
      />
      {cursor ? (
        <span
          className={isDown ? 'board-cursor board-cursor-down' : 'board-cursor'}
          style={{
            insetInlineStart: `${(cursor.x / BOARD.width) * 100}%`,
            top: `${(cursor.y / BOARD.height) * 100}%`,
          }}
        />
      ) : null}
    </div>
  );
}

/** Arrows move the pen, with the shift key further; the space bar puts it down and lifts it. */
function useKeys(drawing: BoardDrawing, pen: Pen) {
  const [cursor, setCursor] = useState<Point>();
  const [isDown, setDown] = useState(false);
  const onKeyDown = (event: KeyboardEvent) => {
    const at = cursor ?? { x: BOARD.width / 2, y: BOARD.height / 2 };
    const step = STEPS[event.key];
    if (step) {
      const far = event.shiftKey ? LONG_STEP : STEP;
      const next = {
        x: Math.min(BOARD.width, Math.max(0, at.x + step.x * far)),
        y: Math.min(BOARD.height, Math.max(0, at.y + step.y * far)),
      };
      setCursor(next);
      if (isDown) drawing.move(next);
    } else if (event.key === ' ' || event.key === 'Enter') {
      if (isDown) drawing.end();
      else drawing.begin(pen, at);
      setCursor(at);
      setDown(!isDown && pen.tool !== 'text');
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onBlur = () => {
    if (isDown) drawing.end();
    setDown(false);
    setCursor(undefined);
  };
  return { cursor, isDown, onKeyDown, onBlur };
}
