import { BAR_CODE_AREA, cellsOf } from '../bar-code.js';
import type { CastMember } from './portrait/cast.js';
import { drawPerson } from './portrait/draw-person.js';
import { drawRoom } from './portrait/draw-room.js';
import { drawSlides } from './portrait/draw-slides.js';
import { type Pen, SHEET } from './portrait/pen.js';
import { poseAt } from './portrait/pose-at.js';
import { toI420 } from './to-i420.js';
import { wallMs } from './wall-clock.js';

export interface PortraitOptions {
  width: number;
  height: number;
  frameRate: number;
  member: CastMember;
}

declare class MediaStreamTrackGenerator extends MediaStreamTrack {
  constructor(init: { kind: 'video' });
  readonly writable: WritableStream<VideoFrame>;
}

/** As cameras say it. */
const CAMERA_COLOURS = {
  matrix: 'smpte170m',
  primaries: 'smpte170m',
  transfer: 'bt709',
  fullRange: false,
} as const;

/** Where the clock's bar code stands: small, and in the part that no layout crops. */
const STRIP = { x: 0.4, y: 0.965, width: 0.2, height: 0.028 };

function penOf(width: number, height: number): Pen {
  const pen = new OffscreenCanvas(width, height).getContext('2d', { alpha: false, willReadFrequently: true });
  if (!pen) throw new Error('no 2d context');
  pen.scale(width / SHEET.width, height / SHEET.height);
  return pen;
}

/** A camera before which one of the cast sits, or their shared screen. */
export class PortraitSource {
  readonly track = new MediaStreamTrackGenerator({ kind: 'video' });
  readonly #options: PortraitOptions;
  readonly #what: 'camera' | 'screen';
  readonly #writer = this.track.writable.getWriter();
  readonly #pen: Pen;
  readonly #room: Pen;
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(options: PortraitOptions, what: 'camera' | 'screen') {
    const { width, height, frameRate, member } = options;
    this.#options = options;
    this.#what = what;
    this.#pen = penOf(width, height);
    this.#room = penOf(width, height);
    drawRoom(this.#room, member.room);
    this.#timer = setInterval(() => this.#frame(), 1000 / frameRate);
    this.#frame();
  }

  #frame(): void {
    if (this.track.readyState === 'ended') {
      clearInterval(this.#timer);
      return;
    }
    // Nobody has taken the last ones: a camera drops, it does not queue.
    if ((this.#writer.desiredSize ?? 1) <= 0) return;
    this.#draw(wallMs());
    const { width, height } = this.#options;
    const frame = new VideoFrame(toI420(this.#pen.getImageData(0, 0, width, height)), {
      format: 'I420',
      codedWidth: width,
      codedHeight: height,
      timestamp: Math.round(performance.now() * 1000),
      colorSpace: CAMERA_COLOURS,
    });
    this.#writer.write(frame).catch(() => frame.close());
  }

  #draw(now: number): void {
    const { member } = this.#options;
    if (this.#what === 'screen') drawSlides(this.#pen, now);
    else {
      this.#pen.drawImage(this.#room.canvas, 0, 0, SHEET.width, SHEET.height);
      drawPerson(this.#pen, member, poseAt(now, member.seed));
    }
    for (const cell of cellsOf(now)) {
      const x = STRIP.x + ((cell.x - BAR_CODE_AREA.x) / BAR_CODE_AREA.width) * STRIP.width;
      const y = STRIP.y + ((cell.y - BAR_CODE_AREA.y) / BAR_CODE_AREA.height) * STRIP.height;
      const width = (cell.width / BAR_CODE_AREA.width) * STRIP.width;
      const height = (cell.height / BAR_CODE_AREA.height) * STRIP.height;
      this.#pen.fillStyle = cell.isWhite ? '#ffffff' : '#000000';
      this.#pen.fillRect(x * SHEET.width, y * SHEET.height, width * SHEET.width, height * SHEET.height);
    }
  }
}
