import { insertable } from '../background/insertable-streams.js';
import { type BoardColours, paintBoard } from './paint-board.js';
import { BOARD, type Shape } from './shape.js';

const WIDTH_PX = 1_280;
/** Hands are slow, and words must be sharp: few frames, each good. */
const EVERY_MS = 200;

/** The board as a video track, like that of a shared screen. It is painted at intervals, also in a hidden tab. */
export class BoardTrack {
  readonly track: MediaStreamTrack;
  readonly #canvas = new OffscreenCanvas(WIDTH_PX, (WIDTH_PX * BOARD.height) / BOARD.width);
  readonly #shapes: () => Iterable<Shape>;
  readonly #colours: BoardColours;
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #write: (frame: OffscreenCanvas) => void;

  constructor(shapes: () => Iterable<Shape>, colours: BoardColours) {
    this.#shapes = shapes;
    this.#colours = colours;
    const { track, write } = openTrack();
    this.track = track;
    this.#write = write;
    track.contentHint = 'detail';
    this.#timer = setInterval(() => this.#paint(), EVERY_MS);
    this.#paint();
  }

  /** May be called twice. */
  close(): void {
    clearInterval(this.#timer);
    this.track.stop();
  }

  #paint(): void {
    const context = this.#canvas.getContext('2d');
    if (!context) return;
    paintBoard(context, WIDTH_PX, this.#shapes(), this.#colours);
    this.#write(this.#canvas);
  }
}

/** A stream of frames where there is one: a canvas on the page gives none in a hidden tab. */
function openTrack(): { track: MediaStreamTrack; write(frame: OffscreenCanvas): void } {
  const { MediaStreamTrackGenerator: Generator } = insertable;
  if (Generator) {
    const track = new Generator({ kind: 'video' });
    const writer = track.writable.getWriter();
    const write = (canvas: OffscreenCanvas) => {
      const frame = new VideoFrame(canvas, { timestamp: Math.round(performance.now() * 1_000) });
      // A track that was stopped takes no more.
      writer.write(frame).catch(() => frame.close());
    };
    return { track, write };
  }
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH_PX;
  canvas.height = (WIDTH_PX * BOARD.height) / BOARD.width;
  const context = canvas.getContext('2d');
  const [track] = canvas.captureStream().getVideoTracks();
  if (!track) throw new Error('no video of a canvas');
  return { track, write: (frame) => context?.drawImage(frame, 0, 0) };
}
